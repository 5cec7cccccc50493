/* A branch spread to full width with a block of slots rebuilt: what it holds,
 * and how much. */
#ifndef PM_REBUILT_MAP_H
#define PM_REBUILT_MAP_H

/*@ // nothing stands on both sides of slot m
    predicate slots_part{L}(struct pm_node **c, integer from, integer m,
                            integer to) =
      from < m < to ==> \at(c[m], L) != \null ==>
        \at(c[m - 1], L) != \at(c[m], L);
*/

/* Keys find their slots. */
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n) && used + full <= 32;
     requires full == full_width(used);
     requires level: \forall integer u, pm_object *k, *v;
       0 <= u < pow2(width) ==>
       (holds(kid(n, u), used + width, k, v) <==>
        holds(kid(n, u), used + full, k, v));
     requires routed: \forall integer u; 0 <= u < pow2(width) ==>
       routed(n, used, width, used + width, u);
     requires block: \forall integer s; first <= s < first + len ==>
       slot_routed(c, used, first, first + len, s);
     terminates \true; assigns \nothing;
     ensures routed: \forall integer s; 0 <= s < pow2(full) ==>
       slot_routed(c, used, 0, pow2(full), s);
     ensures beside: \forall pm_object *k, *v;
       !(first <= place(k, used) < first + len) ==>
       (slots_hold(c, used, k, v) <==> holds(n, used, k, v));
     ensures in: \forall pm_object *k, *v;
       first <= place(k, used) < first + len ==>
       (holds(x, used + full, k, v) <==> holds(n, used, k, v)); @/
  void lemma_rebuilt_routes(struct pm_node **c, struct pm_node *n,
                            uint32_t used, uint32_t full, uint32_t width,
                            uint32_t run, uint32_t first, uint32_t len,
                            struct pm_node *x) {
    lemma_beside_block(c, n, full, width, run, first, len, x);
    lemma_digit_cut(full, width, used);
    lemma_slot_range();
    /@ assert range: \forall pm_object *k; 0 <= place(k, used) < pow2(full) &&
         0 <= slot(key_hash(k), used, width) < pow2(width); @/
    /@ assert cut: \forall pm_object *k;
         slot(key_hash(k), used, width) == place(k, used) / run; @/
    /@ assert at: \forall pm_object *k, *v; holds(n, used, k, v) <==>
         holds(kid(n, place(k, used) / run), used + width, k, v); @/
    /@ assert down: \forall pm_object *k, *v; holds(n, used, k, v) <==>
         holds(kid(n, place(k, used) / run), used + full, k, v); @/
    /@ assert path: \forall integer u, pm_object *k, *v;
         0 <= u < pow2(width) ==> holds(kid(n, u), used + full, k, v) ==>
         kid(n, place(k, used) / run) == kid(n, u); @/
    /@ assert out: \forall integer s, pm_object *k, *v; 0 <= s < pow2(full) ==>
         s / len != first / len ==> holds(c[s], used + full, k, v) ==>
         kid(n, place(k, used) / run) == c[s]; @/
    /@ assert off: \forall integer s, pm_object *k, *v; 0 <= s < pow2(full) ==>
         s / len != first / len ==> holds(c[s], used + full, k, v) ==>
         place(k, used) / len != first / len; @/
    /@ assert out_at: \forall integer s, pm_object *k, *v;
         0 <= s < pow2(full) ==>
         s / len != first / len ==> holds(c[s], used + full, k, v) ==>
         c[place(k, used)] == c[s]; @/
    /@ assert outer: \forall integer s; 0 <= s < pow2(full) ==>
         s / len != first / len ==>
         slot_routed(c, used, 0, pow2(full), s); @/
    /@ assert inner: \forall integer s; first <= s < first + len ==>
         slot_routed(c, used, 0, pow2(full), s); @/
  }
*/
/* Three parts of an array. */
/*@ ghost
  /@ requires from <= middle <= to <= 32 && slots_part(c, from, middle, to);
     terminates \true; assigns \nothing;
     ensures below: slots_below(c, from, from, to) ==
       slots_below(c, from, from, middle) +
       slots_below(c, middle, middle, to);
     ensures runs: \forall struct pm_node *q; runs(c, from, from, to, q) ==
       runs(c, from, from, middle, q) + runs(c, middle, middle, to, q); @/
  void lemma_two_sides(struct pm_node **c, uint32_t from, uint32_t middle,
                       uint32_t to) {
    uint32_t t = to;
    /@ loop invariant middle <= t <= to;
       loop invariant from < middle || from == middle;
       loop invariant below: t > middle ==>
         slots_below(c, from, t, to) == slots_below(c, middle, t, to);
       loop invariant at_below: t == middle ==>
         slots_below(c, from, t, to) == slots_below(c, middle, t, to);
       loop invariant runs: t > middle ==> \forall struct pm_node *q;
         runs(c, from, t, to, q) == runs(c, middle, t, to, q);
       loop invariant at_runs: t == middle ==> \forall struct pm_node *q;
         runs(c, from, t, to, q) == runs(c, middle, t, to, q);
       loop assigns t;
       loop variant t; @/
    while (t > middle) t--;
    /@ loop invariant from <= t <= middle;
       loop invariant below: slots_below(c, from, t, to) ==
         slots_below(c, from, t, middle) + slots_below(c, middle, middle, to);
       loop invariant runs: \forall struct pm_node *q;
         runs(c, from, t, to, q) ==
         runs(c, from, t, middle, q) + runs(c, middle, middle, to, q);
       loop assigns t;
       loop variant t; @/
    while (t > from) t--;
  }
*/
/*@ ghost
  /@ requires first <= last <= total <= 32;
     requires slots_part(c, 0, first, total) && slots_part(c, 0, last, total);
     terminates \true; assigns \nothing;
     ensures below: slots_below(c, 0, 0, total) ==
       slots_below(c, 0, 0, first) + slots_below(c, first, first, last) +
       slots_below(c, last, last, total);
     ensures runs: \forall struct pm_node *q; runs(c, 0, 0, total, q) ==
       runs(c, 0, 0, first, q) + runs(c, first, first, last, q) +
       runs(c, last, last, total, q); @/
  void lemma_three_parts(struct pm_node **c, uint32_t first, uint32_t last,
                         uint32_t total) {
    lemma_two_sides(c, 0, first, total);
    lemma_two_sides(c, first, last, total);
  }
*/
/* Before: the block is x. */
/*@ ghost
  /@ requires taken(c, n, full, run) && total == pow2(full);
     requires width == nwidth(n) && counted(n) && x != \null;
     requires a_block(total, first, len) &&
       stands_in(n, total, run, first, first + len, x);
     requires last: last == first + len;
     terminates \true; assigns \nothing;
     ensures slots_below(c, 0, 0, first) + slots_below(c, last, last, total) ==
       ncount(n) - ncount(x); @/
  void lemma_beside_count(struct pm_node **c, struct pm_node *n,
                          uint32_t full, uint32_t total, uint32_t width,
                          uint32_t run, uint32_t first, uint32_t len,
                          uint32_t last, struct pm_node *x) {
    lemma_taken_count(c, n, full, width, run);
    /@ assert total: total <= 32; @/
    /@ assert in: \forall integer t; 0 <= t < total ==>
         (c[t] == x <==> first <= t < last); @/
    /@ assert all: uniform(c, first, last, c[first]); @/
    lemma_uniform_one(c, first, last);
    lemma_three_parts(c, first, last, total);
    /@ assert sum: ncount(n) == slots_below(c, 0, 0, total); @/
  }
*/
/* After: what was built there is new. */
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n) && total == pow2(full);
     requires last: last == first + len;
     terminates \true; assigns \nothing;
     ensures parts: slots_part(c, 0, first, total) &&
       slots_part(c, 0, last, total); @/
  void lemma_rebuilt_ends(struct pm_node **c, struct pm_node *n,
                          uint32_t full, uint32_t total, uint32_t width,
                          uint32_t run, uint32_t first, uint32_t len,
                          uint32_t last, struct pm_node *x) {
    lemma_beside_block(c, n, full, width, run, first, len, x);
    /@ assert before: 0 < first ==>
         (first - 1) / len != first / len && first < total; @/
    /@ assert behind: last < total ==>
         last / len != first / len && (last - 1) / len == first / len; @/
  }
*/
/* The slots are well-formed. */
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && full == full_width(used);
     requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n);
     requires block: slots_wf(c, used, first, first + len);
     requires more: PM_LEAF_MAX <
       slots_below(c, first, first, first + len);
     terminates \true; assigns \nothing;
     ensures ok: slots_wf(c, used, 0, pow2(full));
     ensures beside: \forall pm_object *k, *v;
       !(first <= place(k, used) < first + len) ==>
       (slots_hold(c, used, k, v) <==> holds(n, used, k, v));
     ensures in: \forall pm_object *k, *v;
       first <= place(k, used) < first + len ==>
       (holds(x, used + full, k, v) <==> holds(n, used, k, v)); @/
  void lemma_rebuilt(struct pm_node **c, struct pm_node *n, uint32_t used,
                     uint32_t full, uint32_t width, uint32_t run,
                     uint32_t first, uint32_t len, struct pm_node *x) {
    /@ assert room: used + full <= 32; @/
    /@ assert shape: shape_ok(n, used); @/
    /@ assert kids: \forall integer u; 0 <= u < pow2(width) ==>
         wf(kid(n, u), used + width); @/
    /@ assert routed: \forall integer u; 0 <= u < pow2(width) ==>
         routed(n, used, width, used + width, u); @/
    /@ assert capped: \forall integer u; 0 <= u < pow2(width) ==>
         capped(n, u); @/
    /@ assert whole: \forall integer u; 0 <= u < pow2(width) ==>
         whole(n, u); @/
    /@ assert single: \forall integer u; 0 <= u < pow2(width) ==>
         single(n, used, u); @/
    /@ assert inner: \forall integer s; first <= s < first + len ==>
         slot_routed(c, used, first, first + len, s) &&
         slot_whole(c, first, first + len, s); @/
    /@ assert joined: slots_joined(c, first, first + len); @/
    lemma_kids_spread(c, n, used, full, width, run, first, len, x);
    lemma_rebuilt_kids(c, n, used, full, width, run, first, len, x);
    lemma_rebuilt_whole(c, n, full, width, run, first, len, x);
    lemma_rebuilt_routes(c, n, used, full, width, run, first, len, x);
    /@ assert nat: \forall integer y; 0 <= y < pow2(full) ==>
         total(c[y]) >= 0; @/
    /@ assert last: first < first + len <= 32; @/
    uint32_t last = first + len;
    /@ assert last: last == first + len; @/
    lemma_uniform_one(c, first, last);
    lemma_rebuilt_joined(c, n, full, width, run, first, len, x);
  }
*/
#endif
