/* Objects that were freed, kept for the next of their type and size.
 *
 * A change makes a node a level and a map, and often as many of an older version are freed; a
 * loop over a small map makes a view and an iterator. Taking them from here saves what the
 * allocator and the collector do for each: a tenth to a sixth of the time of assoc and dissoc.
 * CPython does the same for its tuples and dicts.
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

struct free_list {
  PyObject *first; /* each has the next one behind its Python head */
  int count;
};

static inline PyObject **free_list_next(PyObject *o) {
  return (PyObject **)(void *)(o + 1);
}

/* A new reference to an object, untracked, its contents undefined; or NULL. */
static inline PyObject *free_list_take(struct free_list *list) {
  PyObject *o = list->first;
  if (!o) return NULL;
  list->first = *free_list_next(o);
  list->count--;
  Py_SET_REFCNT(o, 1);
  Py_INCREF(Py_TYPE(o));
  return o;
}

/* Whether there was room for o, which is untracked and holds nothing any more; if not, it is
 * still to be freed. Its reference to its type remains the caller's. */
static inline bool free_list_keep(struct free_list *list, PyObject *o) {
  if (list->count >= FREE_LIST_ROOM) return false;
  *free_list_next(o) = list->first;
  list->first = o;
  list->count++;
  return true;
}

/* Frees what is kept, while the type is still there. From then on the list takes itself to have
 * `count` objects: 0, or FREE_LIST_ROOM to keep nothing more. */
static inline void free_list_empty(struct free_list *list, void (*free_object)(void *),
                                   int count) {
  for (PyObject *o = list->first, *next; o; o = next) {
    next = *free_list_next(o);
    free_object(o);
  }
  list->first = NULL;
  list->count = count;
}

/* ---- The same for objects of one type that differ in size, in words behind the header ---- */

#define FREE_LIST_SIZES 41 /* 16 entries take 40 words, 32 children 32 */

struct free_lists {
  struct free_list of[FREE_LIST_SIZES];
};

static inline PyObject *free_lists_take(struct free_lists *lists, size_t words) {
  return words < FREE_LIST_SIZES ? free_list_take(&lists->of[words]) : NULL;
}

static inline bool free_lists_keep(struct free_lists *lists, size_t words, PyObject *o) {
  return words < FREE_LIST_SIZES && free_list_keep(&lists->of[words], o);
}

static inline void free_lists_empty(struct free_lists *lists, void (*free_object)(void *),
                                    int count) {
  for (size_t words = 0; words < FREE_LIST_SIZES; words++)
    free_list_empty(&lists->of[words], free_object, count);
}

#endif
