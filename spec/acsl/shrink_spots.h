/* The arithmetic of slots that stand for several of a narrower branch. */
#ifndef PM_SHRINK_SPOTS_H
#define PM_SHRINK_SPOTS_H

/*@ // each child of r stands in run slots of c
    predicate stretched{L}(struct pm_node **c, struct pm_node *r,
                           integer total, integer run) =
      \forall integer t; 0 <= t < total ==> \at(c[t], L) == kid(r, t / run);
    // s * run, for provers that do not multiply
    logic integer spot(integer run, integer s) =
      run == 1 ? s : run == 2 ? 2 * s : run == 4 ? 4 * s :
      run == 8 ? 8 * s : 16 * s;
    predicate stretch(integer run) =
      run == 1 || run == 2 || run == 4 || run == 8 || run == 16;
*/

/* The slots of child s begin at its spot. */
/*@ ghost
  /@ requires stretch(run);
     terminates \true; assigns \nothing;
     ensures at: \forall integer s; 0 <= s < 32 ==>
       0 <= spot(run, s) && spot(run, s) / run == s;
     ensures next: run >= 2 ==> \forall integer s; 0 <= s < 32 ==>
       (spot(run, s) + 1) / run == s && buddy(spot(run, s)) == spot(run, s) + 1;
     ensures room: \forall integer s, n; 0 <= s < n <= 32 ==>
       spot(run, s) + run <= spot(run, n);
     ensures in: \forall integer s, t; 0 <= s < 32 ==>
       spot(run, s) <= t < spot(run, s) + run ==> t / run == s; @/
  void lemma_spot(uint32_t run) {
    /@ assert run == 1 ==> \forall integer s; 0 <= s < 32 ==>
         0 <= 1 * s && 1 * s / 1 == s; @/
    /@ assert run == 2 ==> \forall integer s; 0 <= s < 32 ==>
         0 <= 2 * s && 2 * s / 2 == s; @/
    /@ assert run == 4 ==> \forall integer s; 0 <= s < 32 ==>
         0 <= 4 * s && 4 * s / 4 == s; @/
    /@ assert run == 8 ==> \forall integer s; 0 <= s < 32 ==>
         0 <= 8 * s && 8 * s / 8 == s; @/
    /@ assert run == 16 ==> \forall integer s; 0 <= s < 32 ==>
         0 <= 16 * s && 16 * s / 16 == s; @/
    /@ assert run == 1 ==> \forall integer s, t; 0 <= s < 32 ==>
         1 * s <= t < 1 * s + 1 ==> t / 1 == s; @/
    /@ assert run == 2 ==> \forall integer s, t; 0 <= s < 32 ==>
         2 * s <= t < 2 * s + 2 ==> t / 2 == s; @/
    /@ assert run == 4 ==> \forall integer s, t; 0 <= s < 32 ==>
         4 * s <= t < 4 * s + 4 ==> t / 4 == s; @/
    /@ assert run == 8 ==> \forall integer s, t; 0 <= s < 32 ==>
         8 * s <= t < 8 * s + 8 ==> t / 8 == s; @/
    /@ assert run == 16 ==> \forall integer s, t; 0 <= s < 32 ==>
         16 * s <= t < 16 * s + 16 ==> t / 16 == s; @/
    /@ assert run == 2 ==> \forall integer s; 0 <= s < 32 ==>
         (2 * s + 1) / 2 == s && 2 * s % 2 == 0; @/
    /@ assert run == 4 ==> \forall integer s; 0 <= s < 32 ==>
         (4 * s + 1) / 4 == s && 4 * s % 2 == 0; @/
    /@ assert run == 8 ==> \forall integer s; 0 <= s < 32 ==>
         (8 * s + 1) / 8 == s && 8 * s % 2 == 0; @/
    /@ assert run == 16 ==> \forall integer s; 0 <= s < 32 ==>
         (16 * s + 1) / 16 == s && 16 * s % 2 == 0; @/
  }
*/
/*@ ghost
  /@ requires stretch(run) && power(l);
     terminates \true; assigns \nothing;
     ensures off: l < run ==> \forall integer s; 0 <= s < 32 ==>
       (spot(run, s) + l) / run == s &&
       (spot(run, s) + l) / l != spot(run, s) / l; @/
  void lemma_spot_off(uint32_t run, uint32_t l) {
    /@ assert run == 2 ==> l == 1 ==> \forall integer s; 0 <= s < 32 ==>
         (2 * s + 1) / 2 == s && (2 * s + 1) / 1 != 2 * s / 1; @/
    /@ assert run == 4 ==> l == 1 ==> \forall integer s; 0 <= s < 32 ==>
         (4 * s + 1) / 4 == s && (4 * s + 1) / 1 != 4 * s / 1; @/
    /@ assert run == 4 ==> l == 2 ==> \forall integer s; 0 <= s < 32 ==>
         (4 * s + 2) / 4 == s && (4 * s + 2) / 2 != 4 * s / 2; @/
    /@ assert run == 8 ==> l == 1 ==> \forall integer s; 0 <= s < 32 ==>
         (8 * s + 1) / 8 == s && (8 * s + 1) / 1 != 8 * s / 1; @/
    /@ assert run == 8 ==> l == 2 ==> \forall integer s; 0 <= s < 32 ==>
         (8 * s + 2) / 8 == s && (8 * s + 2) / 2 != 8 * s / 2; @/
    /@ assert run == 8 ==> l == 4 ==> \forall integer s; 0 <= s < 32 ==>
         (8 * s + 4) / 8 == s && (8 * s + 4) / 4 != 8 * s / 4; @/
    /@ assert run == 16 ==> l == 1 ==> \forall integer s; 0 <= s < 32 ==>
         (16 * s + 1) / 16 == s && (16 * s + 1) / 1 != 16 * s / 1; @/
    /@ assert run == 16 ==> l == 2 ==> \forall integer s; 0 <= s < 32 ==>
         (16 * s + 2) / 16 == s && (16 * s + 2) / 2 != 16 * s / 2; @/
    /@ assert run == 16 ==> l == 4 ==> \forall integer s; 0 <= s < 32 ==>
         (16 * s + 4) / 16 == s && (16 * s + 4) / 4 != 16 * s / 4; @/
    /@ assert run == 16 ==> l == 8 ==> \forall integer s; 0 <= s < 32 ==>
         (16 * s + 8) / 16 == s && (16 * s + 8) / 8 != 16 * s / 8; @/
  }
*/
/*@ ghost
  /@ requires stretch(run) && power(l) && power(wide) &&
       wide == spot(run, l);
     terminates \true; assigns \nothing;
     ensures \forall integer t; 0 <= t < 32 ==> t / run / l == t / wide; @/
  void lemma_scaled_by(uint32_t run, uint32_t l, uint32_t wide) {
    /@ assert run == 1 ==> l == 1 ==> \forall integer t; 0 <= t < 32 ==>
         t / 1 / 1 == t / 1; @/
    /@ assert run == 1 ==> l == 2 ==> \forall integer t; 0 <= t < 32 ==>
         t / 1 / 2 == t / 2; @/
    /@ assert run == 1 ==> l == 4 ==> \forall integer t; 0 <= t < 32 ==>
         t / 1 / 4 == t / 4; @/
    /@ assert run == 1 ==> l == 8 ==> \forall integer t; 0 <= t < 32 ==>
         t / 1 / 8 == t / 8; @/
    /@ assert run == 1 ==> l == 16 ==> \forall integer t; 0 <= t < 32 ==>
         t / 1 / 16 == t / 16; @/
    /@ assert run == 1 ==> l == 32 ==> \forall integer t; 0 <= t < 32 ==>
         t / 1 / 32 == t / 32; @/
    /@ assert run == 2 ==> l == 1 ==> \forall integer t; 0 <= t < 32 ==>
         t / 2 / 1 == t / 2; @/
    /@ assert run == 2 ==> l == 2 ==> \forall integer t; 0 <= t < 32 ==>
         t / 2 / 2 == t / 4; @/
    /@ assert run == 2 ==> l == 4 ==> \forall integer t; 0 <= t < 32 ==>
         t / 2 / 4 == t / 8; @/
    /@ assert run == 2 ==> l == 8 ==> \forall integer t; 0 <= t < 32 ==>
         t / 2 / 8 == t / 16; @/
    /@ assert run == 2 ==> l == 16 ==> \forall integer t; 0 <= t < 32 ==>
         t / 2 / 16 == t / 32; @/
    /@ assert run == 4 ==> l == 1 ==> \forall integer t; 0 <= t < 32 ==>
         t / 4 / 1 == t / 4; @/
    /@ assert run == 4 ==> l == 2 ==> \forall integer t; 0 <= t < 32 ==>
         t / 4 / 2 == t / 8; @/
    /@ assert run == 4 ==> l == 4 ==> \forall integer t; 0 <= t < 32 ==>
         t / 4 / 4 == t / 16; @/
    /@ assert run == 4 ==> l == 8 ==> \forall integer t; 0 <= t < 32 ==>
         t / 4 / 8 == t / 32; @/
    /@ assert run == 8 ==> l == 1 ==> \forall integer t; 0 <= t < 32 ==>
         t / 8 / 1 == t / 8; @/
    /@ assert run == 8 ==> l == 2 ==> \forall integer t; 0 <= t < 32 ==>
         t / 8 / 2 == t / 16; @/
    /@ assert run == 8 ==> l == 4 ==> \forall integer t; 0 <= t < 32 ==>
         t / 8 / 4 == t / 32; @/
    /@ assert run == 16 ==> l == 1 ==> \forall integer t; 0 <= t < 32 ==>
         t / 16 / 1 == t / 16; @/
    /@ assert run == 16 ==> l == 2 ==> \forall integer t; 0 <= t < 32 ==>
         t / 16 / 2 == t / 32; @/
    /@ assert by1: run == 1 ==> \forall integer t; 0 <= t < 32 ==>
         t / 1 / l == t / wide; @/
    /@ assert by2: run == 2 ==> \forall integer t; 0 <= t < 32 ==>
         t / 2 / l == t / wide; @/
    /@ assert by4: run == 4 ==> \forall integer t; 0 <= t < 32 ==>
         t / 4 / l == t / wide; @/
    /@ assert by8: run == 8 ==> \forall integer t; 0 <= t < 32 ==>
         t / 8 / l == t / wide; @/
    /@ assert by16: run == 16 ==> \forall integer t; 0 <= t < 32 ==>
         t / 16 / l == t / wide; @/
  }
*/
/* Two neighbours, stretched. */
/*@ ghost
  /@ requires stretch(run);
     terminates \true; assigns \nothing;
     ensures \forall integer t; 0 <= t < 32 ==>
       0 <= start(t, 2 * run) <= t &&
       (start(t, 2 * run) / run == t / run ||
        start(t, 2 * run) / run == buddy(t / run)); @/
  void lemma_start(uint32_t run) {
    /@ assert run == 1 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= t / 2 * 2 <= t &&
         (t / 2 * 2 / 1 == t / 1 ||
          t / 2 * 2 / 1 == buddy(t / 1)); @/
    /@ assert run == 2 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= t / 4 * 4 <= t &&
         (t / 4 * 4 / 2 == t / 2 ||
          t / 4 * 4 / 2 == buddy(t / 2)); @/
    /@ assert run == 4 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= t / 8 * 8 <= t &&
         (t / 8 * 8 / 4 == t / 4 ||
          t / 8 * 8 / 4 == buddy(t / 4)); @/
    /@ assert run == 8 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= t / 16 * 16 <= t &&
         (t / 16 * 16 / 8 == t / 8 ||
          t / 16 * 16 / 8 == buddy(t / 8)); @/
    /@ assert run == 16 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= t / 32 * 32 <= t &&
         (t / 32 * 32 / 16 == t / 16 ||
          t / 32 * 32 / 16 == buddy(t / 16)); @/
    /@ assert by1: run == 1 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= start(t, 2 * run) <= t &&
         (start(t, 2 * run) / run == t / run ||
          start(t, 2 * run) / run == buddy(t / run)); @/
    /@ assert by2: run == 2 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= start(t, 2 * run) <= t &&
         (start(t, 2 * run) / run == t / run ||
          start(t, 2 * run) / run == buddy(t / run)); @/
    /@ assert by4: run == 4 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= start(t, 2 * run) <= t &&
         (start(t, 2 * run) / run == t / run ||
          start(t, 2 * run) / run == buddy(t / run)); @/
    /@ assert by8: run == 8 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= start(t, 2 * run) <= t &&
         (start(t, 2 * run) / run == t / run ||
          start(t, 2 * run) / run == buddy(t / run)); @/
    /@ assert by16: run == 16 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= start(t, 2 * run) <= t &&
         (start(t, 2 * run) / run == t / run ||
          start(t, 2 * run) / run == buddy(t / run)); @/
  }
*/
#endif
