/* Leaves: unsorted arrays of up to PM_LEAF_MAX entries (more on the last level).
 *
 * The kernels work on bare arrays, a body: n hashes, n entries. A leaf node and a small
 * map have the same body, so both are served by the same code. Nothing is ever shifted:
 * append puts the new entry last, remove moves the last entry into the hole. */
#ifndef PM_LEAF_H
#define PM_LEAF_H

#include "pm.h"

/* ---- Kernels on bodies: borrow everything, call no hook but pm_key_eq ---- */

/* PM_FOUND: *index is the entry whose key equals key; else *index is not written. */
/*@ requires heap: inv && held_body(hash, entry, n);
    requires body: body_ok(hash, entry, n) && h == key_hash(key);
    requires out: \valid(index) && outside(\base_addr(index)) && failed_ == 0;
    terminates \true;
    assigns PM_WORLD, failed_, *index;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_FIND_FAILED;
    ensures result: PM_FIND_FAILED <= \result <= PM_FOUND;
    ensures found: \result == PM_FOUND ==>
      *index < n && KeyEq(key_at(entry, *index), key);
    ensures absent: \result == PM_ABSENT ==> absent(entry, n, key);
    ensures kept: \result != PM_FOUND ==> *index == \old(*index); */
enum pm_found pm_body_find(struct pm_host *host, uint32_t *hash, struct pm_entry *entry,
                           uint32_t n, uint32_t h, pm_object *key, uint32_t *index);

/* The same, but entry i is looked at first: there it is in a body that was built alike. */
/*@ requires heap: inv && held_body(hash, entry, n) && i < n;
    requires body: body_ok(hash, entry, n) && h == key_hash(key);
    requires out: \valid(index) && outside(\base_addr(index)) && failed_ == 0;
    terminates \true;
    assigns PM_WORLD, failed_, *index;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_FIND_FAILED;
    ensures result: PM_FIND_FAILED <= \result <= PM_FOUND;
    ensures found: \result == PM_FOUND ==>
      *index < n && KeyEq(key_at(entry, *index), key);
    ensures absent: \result == PM_ABSENT ==> absent(entry, n, key); */
enum pm_found pm_body_find_near(struct pm_host *host, uint32_t *hash, struct pm_entry *entry,
                                uint32_t n, uint32_t i, uint32_t h, pm_object *key,
                                uint32_t *index);

/* Destination = source; with entry i's value replaced; without entry i. Destination and source
 * do not overlap. References are not counted. */
/*@ requires heap: inv && held_body(sh, se, n) && fresh_body(dh, de, n);
    terminates \true;
    assigns dh[0 .. n - 1], de[0 .. n - 1];
    ensures heap: inv;
    ensures hash: hash_from(dh, sh, n);
    ensures key: key_from(de, se, n);
    ensures value: value_from(de, se, n); */
void pm_body_copy(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                  uint32_t n);
/*@ requires heap: inv && held_body(sh, se, n) && fresh_body(dh, de, n);
    requires i < n;
    terminates \true;
    assigns dh[0 .. n - 1], de[0 .. n - 1];
    ensures heap: inv;
    ensures hash: hash_from(dh, sh, n);
    ensures key: key_from(de, se, n);
    ensures value: value_but(de, se, n, i);
    ensures put: de[i].value == value; */
void pm_body_replace(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                     uint32_t n, uint32_t i, pm_object *value);
/*@ requires heap: inv && held_body(sh, se, n) && fresh_body(dh, de, n - 1);
    requires i < n;
    terminates \true;
    assigns dh[0 .. n - 2], de[0 .. n - 2];
    ensures heap: inv;
    ensures hash: hash_but(dh, sh, n - 1, i);
    ensures key: key_but(de, se, n - 1, i);
    ensures value: value_but(de, se, n - 1, i);
    ensures hole: i < n - 1 ==> dh[i] == hash_at(sh, n - 1) &&
      de[i].key == key_at(se, n - 1) && de[i].value == value_at(se, n - 1); */
void pm_body_remove(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                    uint32_t n, uint32_t i);
/* Destination = n items, in their order. */
/*@ requires heap: inv && outside(\base_addr(items)) && fresh_body(dh, de, n);
    requires \valid_read(items + (0 .. n - 1));
    terminates \true;
    assigns dh[0 .. n - 1], de[0 .. n - 1];
    ensures heap: inv;
    ensures hash: item_hash_eq{Pre,Post}(items, dh, n);
    ensures key: item_key_eq{Pre,Post}(items, de, n);
    ensures value: item_value_eq{Pre,Post}(items, de, n); */
void pm_body_fill(uint32_t *dh, struct pm_entry *de, struct pm_item *items, uint32_t n);

/* Destination = source with (h, key, value) as entry n, and one more reference to every key
 * and value: what is read and written anyway is counted as it passes. */
/*@ requires heap: inv && held_body(sh, se, n) && fresh_body(dh, de, n + 1);
    requires n < PM_COUNT_MAX;
    terminates \true;
    assigns dh[0 .. n], de[0 .. n], object_refs_;
    ensures heap: inv;
    ensures hash: hash_from(dh, sh, n);
    ensures key: key_from(de, se, n);
    ensures value: value_from(de, se, n);
    ensures last: dh[n] == h && de[n].key == key && de[n].value == value;
    ensures refs: refs_put{Pre,Post}(de, n + 1); */
void pm_body_append(struct pm_host *host, uint32_t *dh, struct pm_entry *de, uint32_t *sh,
                    struct pm_entry *se, uint32_t n, uint32_t h, pm_object *key,
                    pm_object *value);
/* One more, one fewer reference to every key and value. */
/*@ requires \valid_read(entry + (0 .. n - 1));
    terminates \true;
    assigns object_refs_;
    ensures refs_plus{Pre,Post}(entry, n); */
void pm_body_retain(struct pm_host *host, struct pm_entry *entry, uint32_t n);
/*@ requires heap: inv && held_entries(entry, n);
    requires refs_owned(entry, n);
    terminates \true;
    assigns PM_WORLD, object_refs_;
    ensures heap: inv;
    ensures refs_minus{Pre,Post}(entry, n); */
void pm_body_release(struct pm_host *host, struct pm_entry *entry, uint32_t n);

/* Whether two bodies hold equal entries, in any order. */
/*@ requires heap: inv && failed_ == 0;
    requires a: held_body(ah, ae, n) && body_ok(ah, ae, n);
    requires b: held_body(bh, be, n) && body_ok(bh, be, n);
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_EQUAL_FAILED;
    ensures result: PM_EQUAL_FAILED <= \result <= PM_EQUAL;
    ensures equal: \result == PM_EQUAL ==> body_within(ae, be, n);
    ensures different: \result == PM_DIFFERENT ==>
      !body_within(ae, be, n); */
enum pm_equal pm_body_equal(struct pm_host *host, uint32_t *ah, struct pm_entry *ae,
                            uint32_t *bh, struct pm_entry *be, uint32_t n);

/* ---- Leaf nodes: each returns a new, published, owned node, or NULL when failed ---- */

/* From a body of n entries (a leaf's or a small map's), which stays as it is; flags are the
 * source's. append needs n < PM_COUNT_MAX; remove needs n >= 2. */
/*@ requires heap: inv && held_body(sh, se, n) && failed_ == 0;
    requires 1 <= n <= PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures flags: \result != \null ==>
      nflags(\result) == (uint8_t)flags;
    ensures leaf: \result != \null ==> leaf_of(\result, n) &&
      same_body(sh, se, hashes(\result), entries(\result, n), n); */
struct pm_node *pm_leaf_copy(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                             uint32_t n, uint32_t flags);
/*@ requires heap: inv && held_body(sh, se, n) && failed_ == 0;
    requires n < PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures flags: \result != \null ==>
      nflags(\result) == (uint8_t)(flags |
        (object_flags{Pre}(key) | object_flags{Pre}(value)));
    ensures leaf: \result != \null ==> leaf_of(\result, n + 1) &&
      same_body(sh, se, hashes(\result), entries(\result, n + 1), n) &&
      body_last(hashes(\result), entries(\result, n + 1), n, h, key, value); */
struct pm_node *pm_leaf_append(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                               uint32_t n, uint32_t flags, uint32_t h, pm_object *key,
                               pm_object *value);
/*@ requires heap: inv && held_body(sh, se, n) && failed_ == 0;
    requires i < n <= PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures flags: \result != \null ==>
      nflags(\result) == (uint8_t)(flags | object_flags{Pre}(value));
    ensures leaf: \result != \null ==> leaf_of(\result, n) && body_set(
      sh, se, hashes(\result), entries(\result, n), n, i, value); */
struct pm_node *pm_leaf_replace(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                                uint32_t n, uint32_t flags, uint32_t i, pm_object *value);
/*@ requires heap: inv && held_body(sh, se, n) && failed_ == 0;
    requires i < n <= PM_COUNT_MAX && n >= 2;
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures flags: \result != \null ==>
      nflags(\result) == (uint8_t)flags;
    ensures leaf: \result != \null ==> leaf_of(\result, n - 1) && body_cut(
      sh, se, hashes(\result), entries(\result, n - 1), n, i); */
struct pm_node *pm_leaf_remove(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                               uint32_t n, uint32_t flags, uint32_t i);
/* Of one entry. */
/*@ requires heap: inv && failed_ == 0;
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures flags: \result != \null ==>
      nflags(\result) ==
        (uint8_t)(object_flags{Pre}(key) | object_flags{Pre}(value));
    ensures leaf: \result != \null ==> leaf_of(\result, 1) &&
      body_last(hashes(\result), entries(\result, 1), 0, h, key, value); */
struct pm_node *pm_leaf_one(struct pm_host *host, uint32_t h, pm_object *key,
                            pm_object *value);
/* Of n >= 1 items, whose references are taken (also on failure). */
/*@ requires heap: inv && outside(\base_addr(items)) && failed_ == 0;
    requires 1 <= n <= PM_COUNT_MAX;
    requires \valid_read(items + (0 .. n - 1)) && items_owned(items, n);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && items_minus{Pre,Post}(items, n);
    ensures fresh: !live{Pre}(\result);
    ensures leaf: \result != \null ==> leaf_of(\result, n) &&
      body_is{Pre}(hashes(\result), entries(\result, n), items, n); */
struct pm_node *pm_leaf_take(struct pm_host *host, struct pm_item *items, uint32_t n);

#endif
