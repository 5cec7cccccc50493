/* What the files of the extension share: object layouts, module state, constructors. */
#ifndef PYPERSISTENT_MODULE_H
#define PYPERSISTENT_MODULE_H

#include <Python.h>
#include "free_list.h"
#include "pm.h"

/* A function into which the compiler should inline all that it calls (see hot.c). */
#if defined(__GNUC__)
#define HOT __attribute__((flatten))
#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#else
#define HOT
#define LIKELY(condition) (condition)
#endif

/* What views and iterators are over. */
enum iter_kind { ITER_KEYS, ITER_VALUES, ITER_ITEMS };

/* Everything that is per interpreter. Filled by module exec, constant afterwards. */
typedef struct module_state {
  PyTypeObject *map_type;      /* PersistentMap */
  PyTypeObject *inline_type;   /* no instances: lends its item size to allocate maps */
  PyTypeObject *node_type;     /* nodes whose contents cannot be part of a cycle */
  PyTypeObject *gc_node_type;  /* all other nodes */
  PyTypeObject *view_types[3]; /* by enum iter_kind */
  PyTypeObject *iter_type;     /* iterator over keys, values or items */
  PyTypeObject *diff_type;     /* iterator over changes */
  PyObject *change_type;       /* Change, a named tuple */
  PyObject *missing;           /* MISSING */
  PyObject *empty;             /* the shared empty PersistentMap */
  PyObject *mapping_class;     /* collections.abc.Mapping */
  struct free_lists free_maps, free_nodes, free_gc_nodes;
  struct free_list free_iters, free_views[3];
  struct pm_host host;      /* for one change at a time, and for looking */
  struct pm_host bulk_host; /* for many new nodes at once: tracks them late */
} module_state;

extern struct PyModuleDef pypersistent_module;

/* The state of the interpreter that made this type (map_type or any other of ours). */
module_state *state_of_type(PyTypeObject *type);
/* The same for an object at its end; NULL if the collector has already taken the type apart. */
static inline module_state *state_at_end(PyTypeObject *type) {
  PyObject *module = ((PyHeapTypeObject *)type)->ht_module;
  return module ? PyModule_GetState(module) : NULL;
}
/* The state behind an instance of PersistentMap or of a subclass. Never NULL, no error set. */
module_state *state_of_map(PyObject *map);
static inline struct pm_host *host_of(module_state *state) {
  return &state->host;
}

/* ---- module.c ---- */
/* Without a global lock: no longer counts who uses it (module.c says why). */
void make_immortal(PyObject *o);

/* ---- class_method.c ---- */
/* Gives the new type class methods, bound to it once; 0, or -1 with an exception set. */
int add_class_methods(PyObject *module, PyTypeObject *type, PyMethodDef *defs);

/* ---- map.c ---- */
#define AS_MAP(o) ((struct pm_map *)(o))
static inline bool is_map(module_state *state, PyObject *o) {
  return PyObject_TypeCheck(o, state->map_type);
}
/* Spreads a Python hash over 32 bits for the trie, which looks at the top bits first.
 * Consecutive integers share a leaf by blocks: by sixteens, or as many as a leaf holds. */
#define BLOCK_BITS (PM_LEAF_MAX >= 16 ? 4 : 3)
static inline uint32_t hash_mix(Py_hash_t python_hash) {
  uint64_t h = (uint64_t)(int64_t)python_hash;
  uint64_t block = ((h >> BLOCK_BITS) * UINT64_C(0x9E3779B97F4A7C15)) >> (32 + BLOCK_BITS);
  return (uint32_t)block << BLOCK_BITS | (uint32_t)(h & ((1u << BLOCK_BITS) - 1));
}
/* The cached hash of an exact string, or -1. Other threads may be storing it. */
static inline Py_hash_t str_hash(PyObject *str) {
  return __atomic_load_n(&((PyASCIIObject *)str)->hash, __ATOMIC_RELAXED);
}
/* The hash of an exact int if that is its value, as for all of at most two digits; or -1, which
 * stands for no hash. */
static inline Py_hash_t int_hash(PyObject *o) {
  Py_ssize_t size;
  const digit *digits = pm_int_digits(o, &size);
  switch (size) {
  case 0: return 0;
  case 1: return digits[0];
  case 2: return (Py_hash_t)digits[1] << PyLong_SHIFT | digits[0];
  case -1: return -(Py_hash_t)digits[0];
  case -2: return -((Py_hash_t)digits[1] << PyLong_SHIFT | digits[0]);
  default: return -1;
  }
}
/* The mixed hash of a key: true, or false with the exception of its __hash__ set. */
static inline bool key_hash(PyObject *key, uint32_t *hash) {
  Py_hash_t python_hash = LIKELY(PyUnicode_CheckExact(key)) ? str_hash(key)
                          : PyLong_CheckExact(key)          ? int_hash(key)
                                                            : -1;
  if (!LIKELY(python_hash != -1)) python_hash = PyObject_Hash(key);
  *hash = hash_mix(python_hash);
  return python_hash != -1;
}

/* ---- build.c ---- */
/* A map of any mapping (dict, map, other Mapping) or iterable of pairs; new reference.
 * kwargs (a dict or NULL) win over it. */
PyObject *map_from_object(module_state *state, PyObject *source, PyObject *kwargs);

/* ---- iter.c: iterators, one type, three kinds ---- */
PyObject *map_iterator(module_state *state, PyObject *map, enum iter_kind kind);
PyObject *map_list(PyObject *map, enum iter_kind kind);
/* reversed(map), reversed(view): walks a list of everything, made at once. */
PyObject *map_reversed(PyObject *map, enum iter_kind kind);

/* ---- views.c ---- */
PyObject *map_view(module_state *state, PyObject *map, enum iter_kind kind);
/* Makes the views virtual subclasses of those of collections.abc; 0, or -1 with an exception
 * set. */
int register_views(module_state *state);

/* ---- diff.c ---- */
PyObject *map_diff(module_state *state, PyObject *old_map, PyObject *new_map);

/* ---- type specs, one for each heap type ---- */
extern PyType_Spec map_spec, inline_spec, node_spec, gc_node_spec;
extern PyType_Spec keys_spec, values_spec, items_spec, iter_spec, diff_spec, missing_spec;
/* Adds Change, MISSING and MissingType to the module and its state; 0, or -1 with an
 * exception set. */
int add_diff_names(PyObject *module, module_state *state);

/* ---- measure.c ---- */
/* Adds node_count, byte_count and exclusive_bytes; 0, or -1 with an exception set. */
int add_measure_functions(PyObject *module);

#endif
