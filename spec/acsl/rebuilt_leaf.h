/* A full leaf below a branch whose block of slots is rebuilt with one entry
 * more. */
#ifndef PM_REBUILT_LEAF_H
#define PM_REBUILT_LEAF_H

/*@ // what is in the leaf belongs to the block
    predicate leaf_in(struct pm_node *leaf, integer used, integer first,
                      integer to) =
      \forall pm_object *k, *v; leaf_has(leaf, k, v) ==>
        first <= place(k, used) < to;
    // a full leaf, in whose block k belongs but is not
    predicate overflowing(struct pm_node *leaf, integer used, integer first,
                          integer to, pm_object *k) =
      is_leaf(leaf) && leaf_ok(leaf, 32) && ncount(leaf) == PM_LEAF_MAX &&
      leaf_in(leaf, used, first, to) && first <= place(k, used) < to &&
      lacks(leaf, used + full_width(used), k);
    // c[first..to) holds what the leaf does, but k: v
    predicate slots_updated{L}(struct pm_node **c, integer used,
                               integer first, integer to,
                               struct pm_node *leaf, pm_object *k,
                               pm_object *v) =
      \forall pm_object *k2, *v2; first <= place(k2, used) < to ==>
        (slots_hold{L}(c, used, k2, v2) <==>
         (KeyEq(k, k2) ? v2 == v :
            holds(leaf, used + full_width(used), k2, v2)));
*/

/* What is known of a full leaf that is found at the place of a new key. */
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && full == full_width(used);
     requires taken(c, n, full, run) && total == pow2(full);
     requires width == nwidth(n) && \valid_read(c + (0 .. total - 1));
     requires leaf: is_leaf(leaf) && ncount(leaf) == PM_LEAF_MAX &&
       at < total && at == place(k, used) &&
       leaf == kid(n, slot(key_hash(k), used, width));
     requires run: a_run(c, total, at, first, len, leaf);
     requires lacks: lacks(n, used, k);
     terminates \true; assigns \nothing;
     ensures block: a_block(total, first, len);
     ensures stands: stands_in(n, total, run, first, first + len, leaf);
     ensures leaf: overflowing(leaf, used, first, first + len, k); @/
  void lemma_leaf_found(struct pm_node **c, struct pm_node *n, uint32_t used,
                        uint32_t full, uint32_t total, uint32_t width,
                        uint32_t run, uint32_t at, uint32_t first,
                        uint32_t len, struct pm_node *leaf, pm_object *k) {
    /@ assert room: used + full <= 32 && 1 <= width <= full <= 5; @/
    lemma_digit_cut(full, width, used);
    lemma_slot_range();
    lemma_shape(full, width, run);
    /@ assert range: \forall pm_object *k2;
         0 <= place(k2, used) < total &&
         0 <= slot(key_hash(k2), used, width) < pow2(width); @/
    /@ assert cut: \forall pm_object *k2;
         slot(key_hash(k2), used, width) == place(k2, used) / run; @/
    /@ assert at: kid(n, at / run) == leaf; @/
    /@ assert whole: whole(n, at / run); @/
    lemma_stands_in(c, n, full, total, width, run, at, first, len, leaf);
    /@ assert wf: wf(leaf, used + width); @/
    /@ assert routed: routed(n, used, width, used + width, at / run); @/
    /@ assert held: \forall pm_object *k2, *v2;
         leaf_has(leaf, k2, v2) <==> holds(leaf, used + width, k2, v2); @/
    /@ assert held_full: \forall pm_object *k2, *v2;
         leaf_has(leaf, k2, v2) <==> holds(leaf, used + full, k2, v2); @/
    /@ assert there: \forall pm_object *k2, *v2; leaf_has(leaf, k2, v2) ==>
         kid(n, place(k2, used) / run) == leaf; @/
    /@ assert found: \forall pm_object *v2;
         holds(n, used, k, v2) <==> leaf_has(leaf, k, v2); @/
    /@ assert ok: leaf_ok(leaf, 32); @/
    /@ assert in: leaf_in(leaf, used, first, first + len); @/
    /@ assert lacks: lacks(leaf, used + full, k); @/
  }
*/
/* The items of the leaf and one more belong to its block. */
/*@ ghost
  /@ requires is_leaf(leaf) && leaf_ok(leaf, 32) &&
       ncount(leaf) == PM_LEAF_MAX;
     requires \valid_read(item) && item->hash == key_hash(item->key);
     requires \valid_read(items + (0 .. PM_LEAF_MAX));
     requires old: items_are(items, hashes(leaf), entries(leaf, PM_LEAF_MAX),
                             PM_LEAF_MAX);
     requires new: items[PM_LEAF_MAX].hash == item->hash &&
       items[PM_LEAF_MAX].key == item->key &&
       items[PM_LEAF_MAX].value == item->value;
     requires in: leaf_in(leaf, used, first, to) &&
       first <= place(item->key, used) < to;
     terminates \true; assigns \nothing;
     ensures \forall integer j; 0 <= j < PM_LEAF_MAX + 1 ==>
       first <= slot(items[j].hash, used, full_width(used)) < to; @/
  void lemma_items_in(struct pm_node *leaf, struct pm_item *item,
                      struct pm_item *items, uint32_t used, uint32_t first,
                      uint32_t to) {
    /@ assert has: \forall integer j; 0 <= j < PM_LEAF_MAX ==>
         entry_has(entries(leaf, PM_LEAF_MAX), j, items[j].key,
                   items[j].value); @/
    /@ assert in: \forall integer j; 0 <= j < PM_LEAF_MAX ==>
         leaf_has(leaf, items[j].key, items[j].value); @/
    /@ assert hash: \forall integer j; 0 <= j < PM_LEAF_MAX + 1 ==>
         items[j].hash == key_hash(items[j].key); @/
    /@ assert place: \forall integer j; 0 <= j < PM_LEAF_MAX ==>
         first <= place(items[j].key, used) < to; @/
  }
*/
/* The branch of the rebuilt slots is n with that key. */
/*@ ghost
  /@ requires block: slots_updated(c, used, first, to, leaf, k, v);
     requires beside: \forall pm_object *k2, *v2;
       !(first <= place(k2, used) < to) ==>
       (slots_hold(c, used, k2, v2) <==> holds(n, used, k2, v2));
     requires in: \forall pm_object *k2, *v2;
       first <= place(k2, used) < to ==>
       (holds(leaf, used + full_width(used), k2, v2) <==>
        holds(n, used, k2, v2));
     requires key: first <= place(k, used) < to;
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k2, *v2; slots_hold(c, used, k2, v2) <==>
       (KeyEq(k, k2) ? v2 == v : holds(n, used, k2, v2)); @/
  void lemma_rebuilt_updated(struct pm_node **c, struct pm_node *n,
                             uint32_t used, uint32_t first, uint32_t to,
                             struct pm_node *leaf, pm_object *k,
                             pm_object *v) {
    /@ assert place: \forall pm_object *k2; KeyEq(k, k2) ==>
         place(k2, used) == place(k, used); @/
  }
*/
#endif
