/* Nodes and maps that were freed, kept for the next of their size.
 *
 * A change makes a node a level and a map, and often as many of an older version are freed.
 * Taking them from here saves what the allocator and the collector do for each: a tenth to a
 * sixth of the time of assoc and dissoc. CPython does the same for its tuples and dicts.
 *
 * The lists are part of the module's state, so of one interpreter, whose lock guards them.
 * Without a global lock they stay empty; so they do where each reference is counted twice.
 */
#ifndef PYPERSISTENT_FREE_LIST_H
#define PYPERSISTENT_FREE_LIST_H

#include <Python.h>
#include "pm.h"

/* How many of each size are kept; 0 for those who look for uses after the end (ci/asan.sh). */
#ifndef FREE_LIST_ROOM
#if defined(Py_GIL_DISABLED) || defined(Py_REF_DEBUG)
#define FREE_LIST_ROOM 0
#else
#define FREE_LIST_ROOM 100
#endif
#endif

/* Sizes are in words behind the header: 16 entries take 40, 32 children 32. */
#define FREE_LIST_SIZES 41

/* The objects of one type, by their size. */
struct free_lists {
  PyObject *first[FREE_LIST_SIZES];
  int count[FREE_LIST_SIZES];
};

/* Where an object in a list has the next one: behind its Python head. */
static inline PyObject **free_list_next(PyObject *o) {
  return (PyObject **)(void *)(o + 1);
}

/* A new reference to an object of that size, untracked, its contents undefined; or NULL. */
static inline PyObject *free_list_take(struct free_lists *lists, size_t words) {
  PyObject *o = words < FREE_LIST_SIZES ? lists->first[words] : NULL;
  if (!o) return NULL;
  lists->first[words] = *free_list_next(o);
  lists->count[words]--;
  Py_SET_REFCNT(o, 1);
  Py_INCREF(Py_TYPE(o));
  return o;
}

/* Whether there was room for o, which is untracked and holds nothing any more; if not, it is
 * still to be freed. Its reference to its type remains the caller's. */
static inline bool free_list_keep(struct free_lists *lists, size_t words, PyObject *o) {
  if (words >= FREE_LIST_SIZES || lists->count[words] >= FREE_LIST_ROOM) return false;
  *free_list_next(o) = lists->first[words];
  lists->first[words] = o;
  lists->count[words]++;
  return true;
}

/* Frees what is kept, while the type is still there. From then on each list takes itself to
 * have that many: 0, or FREE_LIST_ROOM to keep nothing more. */
static inline void free_lists_empty(struct free_lists *lists, void (*free_object)(void *),
                                    int count) {
  for (size_t words = 0; words < FREE_LIST_SIZES; words++) {
    for (PyObject *o = lists->first[words], *next; o; o = next) {
      next = *free_list_next(o);
      free_object(o);
    }
    lists->first[words] = NULL;
    lists->count[words] = count;
  }
}

#endif
