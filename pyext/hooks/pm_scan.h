/* The hash scan of core/scan/pm_scan.h, same contract, four hashes at a time.
 *
 * It may read up to 12 bytes behind the n hashes. They are always followed by n entries of
 * 16 bytes in the same allocation, and n is at least 1 when anything is read at all.
 */
#ifndef PM_SCAN_H
#define PM_SCAN_H

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>

/* The first index in [from, n) whose hash is h, or n. The n hashes are borrowed. */
static inline uint32_t pm_hash_scan(uint32_t *hash, uint32_t from, uint32_t n, uint32_t h) {
  __m128i wanted = _mm_set1_epi32((int)h);
  for (uint32_t i = from; i < n; i += 4) {
    __m128i four = _mm_loadu_si128((const __m128i *)(const void *)(hash + i));
    int hits = _mm_movemask_ps(_mm_castsi128_ps(_mm_cmpeq_epi32(four, wanted)));
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
