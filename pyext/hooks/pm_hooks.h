/* What core/ needs of its host, for CPython: objects are PyObjects, nodes too.
 *
 * Why nodes are Python objects: versions share nodes, so a node may be reached from many
 * maps. The collector counts references per object, so only an object of its own can be
 * visited once a reference. Nodes without anything that could be part of a cycle are of a
 * second type that the collector never sees.
 */
#ifndef PM_HOOKS_H
#define PM_HOOKS_H

#include <Python.h>

typedef PyObject pm_object;
struct module_state;

/* Lives on the C stack, one a call into core; make it with host_of (module.h). Hooks that
 * only look at their objects ignore it, so pm_find, pm_node_clear and pm_map_clear may be
 * given NULL. */
struct pm_host {
  struct module_state *state;
  PyTypeObject *map_type; /* state->map_type, at hand for pm_object_flags */
  PyTypeObject *subtype;  /* a subclass to allocate the map from (form PM_TRIE), or NULL */
  bool track_late;        /* nodes are tracked by one walk when the map is published */
};

#define PM_NODE_HEAD PyObject ob_base;
#define PM_MAP_HEAD                                                                            \
  PyObject ob_base;                                                                            \
  PyObject *weakrefs;                                                                          \
  Py_hash_t hash; /* -1: not asked for yet */
#define PM_CHUNK_BITS 5
#ifndef PM_LEAF_MAX /* the benchmark builds others, to compare */
#define PM_LEAF_MAX 16
#endif

/* ---- Objects ---- */

static inline void pm_object_retain(struct pm_host *host, PyObject *o) {
  (void)host;
  Py_INCREF(o);
}

static inline void pm_object_release(struct pm_host *host, PyObject *o) {
  (void)host;
  Py_DECREF(o);
}

/* 1 if the object could be part of a reference cycle, now or later. A tuple and a map are
 * fixed when built, so being untracked is final for them (the collector untracks a tuple of
 * atoms when it meets it; see pm_map_publish for maps). */
static inline uint32_t pm_object_flags(struct pm_host *host, PyObject *o) {
  if (!PyType_IS_GC(Py_TYPE(o))) return 0;
  if (PyTuple_CheckExact(o) || Py_IS_TYPE(o, host->map_type))
    return (uint32_t)PyObject_GC_IsTracked(o);
  return 1;
}

/* Two exact strings, compared without running any code. Both have been hashed, so they are
 * in canonical form: equal strings have equal kinds. */
static inline int pm_str_eq(PyObject *a, PyObject *b) {
  Py_ssize_t length = PyUnicode_GET_LENGTH(a);
  if (PyUnicode_GET_LENGTH(b) != length || PyUnicode_KIND(a) != PyUnicode_KIND(b)) return 0;
  return memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), (size_t)(length * PyUnicode_KIND(a))) ==
         0;
}

/* The digits of an exact int, PyLong_SHIFT bits each, least first; as many as the absolute value
 * of *size, which has the int's sign. */
static inline const digit *pm_int_digits(PyObject *o, Py_ssize_t *size) {
#if PY_VERSION_HEX >= 0x030C0000
  const _PyLongValue *value = &((PyLongObject *)o)->long_value;
  *size = (Py_ssize_t)(value->lv_tag >> 3) * (1 - (Py_ssize_t)(value->lv_tag & 3));
  return value->ob_digit;
#else
  *size = Py_SIZE(o);
  return ((PyLongObject *)o)->ob_digit;
#endif
}

/* Two exact ints. */
static inline int pm_int_eq(PyObject *a, PyObject *b) {
  Py_ssize_t size, size_b;
  const digit *digits = pm_int_digits(a, &size), *digits_b = pm_int_digits(b, &size_b);
  if (size != size_b) return 0;
  if (size < 0) size = -size;
  if (size <= 1) return size == 0 || digits[0] == digits_b[0];
  return memcmp(digits, digits_b, (size_t)size * sizeof *digits) == 0;
}

/* Identity, then ==; any code may run in the latter (node.c). */
int pm_eq_slow(PyObject *a, PyObject *b);

static inline int pm_key_eq(struct pm_host *host, PyObject *stored, PyObject *given) {
  (void)host;
  if (stored == given) return 1;
  if (PyUnicode_CheckExact(stored) && PyUnicode_CheckExact(given))
    return pm_str_eq(stored, given);
  if (PyLong_CheckExact(stored) && PyLong_CheckExact(given)) return pm_int_eq(stored, given);
  return pm_eq_slow(stored, given);
}

/* Values need not be hashable, so a string among them may not be in canonical form. */
static inline int pm_value_eq(struct pm_host *host, PyObject *a, PyObject *b) {
  (void)host;
  return a == b ? 1 : pm_eq_slow(a, b);
}

/* ---- Nodes and maps; the rest is in node.c and map.c ---- */

struct pm_node *pm_node_alloc(struct pm_host *host, size_t bytes, uint32_t flags);
void pm_node_publish(struct pm_host *host, struct pm_node *node);

static inline void pm_node_retain(struct pm_host *host, struct pm_node *node) {
  (void)host;
  Py_INCREF((PyObject *)node);
}

static inline void pm_node_release(struct pm_host *host, struct pm_node *node) {
  (void)host;
  Py_DECREF((PyObject *)node);
}

struct pm_map *pm_map_alloc(struct pm_host *host, size_t bytes, uint32_t flags);
void pm_map_publish(struct pm_host *host, struct pm_map *map);

/* ---- Scratch ---- */

struct pm_item *pm_items_alloc(struct pm_host *host, size_t n);

static inline void pm_items_free(struct pm_host *host, struct pm_item *items) {
  (void)host;
  PyMem_Free(items);
}

#endif
