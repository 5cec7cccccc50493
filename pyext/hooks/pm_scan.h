/* The hash scan of core/scan/pm_scan.h, same contract, 4 or 16 hashes at a time.
 *
 * It reads up to 64 bytes from the first of the n hashes on. They are always followed by n entries
 * of 16 bytes in the same allocation: from three hashes on, that is as much.
 */
#ifndef PM_SCAN_H
#define PM_SCAN_H

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>

static inline __m128i pm_scan_four(uint32_t *hash, __m128i wanted) {
  return _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(const void *)hash), wanted);
}

/* Bit i: whether hash[i] is the wanted one, for 16 of them without a branch: how many vectors a
 * leaf has, and which of them has the hash, no processor can predict. */
static inline uint32_t pm_scan_sixteen(uint32_t *hash, __m128i wanted) {
  __m128i low = _mm_packs_epi32(pm_scan_four(hash, wanted), pm_scan_four(hash + 4, wanted));
  __m128i high =
      _mm_packs_epi32(pm_scan_four(hash + 8, wanted), pm_scan_four(hash + 12, wanted));
  return (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(low, high));
}

/* The first index in [from, n) whose hash is h, or n. The n hashes are borrowed. */
static inline uint32_t pm_hash_scan(uint32_t *hash, uint32_t from, uint32_t n, uint32_t h) {
  __m128i wanted = _mm_set1_epi32((int)h);
  if (3 <= n && n <= 16) {
    uint32_t hits = (pm_scan_sixteen(hash, wanted) | 1u << n) >> from;
    return from + (uint32_t)__builtin_ctz(hits);
  }
  for (uint32_t i = from; i < n; i += 4) {
    int hits = _mm_movemask_ps(_mm_castsi128_ps(pm_scan_four(hash + i, wanted)));
    if (hits) {
      uint32_t found = i + (uint32_t)__builtin_ctz((unsigned)hits);
      return found < n ? found : n;
    }
  }
  return n;
}

#else

static inline uint32_t pm_hash_scan(uint32_t *hash, uint32_t from, uint32_t n, uint32_t h) {
  for (uint32_t i = from; i < n; i++)
    if (hash[i] == h) return i;
  return n;
}

#endif
#endif
