/* The hash scan, as a plain loop: this is the one that is proved. A host may put a
 * faster one with the same contract before it on the include path (pyext/hooks). */
#ifndef PM_SCAN_H
#define PM_SCAN_H

#include <stdint.h>

/* The first index in [from, n) whose hash is h, or n. The n hashes are borrowed. */
/*@ requires from <= n && \valid_read(hash + (0 .. n - 1));
    terminates \true;
    assigns \nothing;
    ensures range: from <= \result <= n;
    ensures hit: \result < n ==> hash[\result] == h;
    ensures first: \forall integer j; from <= j < \result ==> hash[j] != h; */
static inline uint32_t pm_hash_scan(uint32_t *hash, uint32_t from, uint32_t n, uint32_t h) {
  /*@ loop invariant from <= i <= n;
      loop invariant \forall integer j; from <= j < i ==> hash[j] != h;
      loop assigns i;
      loop variant n - i; */
  for (uint32_t i = from; i < n; i++)
    if (hash[i] == h) return i;
  return n;
}

#endif
