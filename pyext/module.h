/* What the files of the extension share: object layouts, module state, constructors. */
#ifndef PYPERSISTENT_MODULE_H
#define PYPERSISTENT_MODULE_H

#include <Python.h>
#include "pm.h"

/* Everything that is per interpreter. Filled by module exec, constant afterwards. */
typedef struct {
  PyTypeObject *map_type;       /* PersistentMap */
  PyTypeObject *inline_type;    /* never instantiated: lends its item size to allocate small maps */
  PyTypeObject *node_type;      /* nodes whose contents cannot be part of a cycle */
  PyTypeObject *gc_node_type;   /* all other nodes */
  PyTypeObject *keys_type, *values_type, *items_type; /* views */
  PyTypeObject *iter_type;      /* iterator over keys, values or items */
  PyTypeObject *diff_type;      /* iterator over changes */
  PyObject *change_type;        /* Change, a named tuple */
  PyObject *missing;            /* MISSING */
  PyObject *empty;              /* the shared empty PersistentMap */
} module_state;

extern struct PyModuleDef pypersistent_module;

/* The state of the interpreter that made this type (map_type or any other of ours). */
module_state *state_of_type(PyTypeObject *type);
/* The state behind an instance of PersistentMap or of a subclass. Never NULL, no error set. */
module_state *state_of_map(PyObject *map);

/* ---- map.c ---- */
#define AS_MAP(o) ((struct pm_map *)(o))
static inline bool is_map(module_state *state, PyObject *o) {
  return PyObject_TypeCheck(o, state->map_type);
}
/* The mixed hash of a key: true, or false with the exception of its __hash__ set. */
bool key_hash(PyObject *key, uint32_t *hash);
/* A map of any mapping (dict, map, other Mapping) or iterable of pairs; new reference. */
PyObject *map_from_object(module_state *state, PyObject *source, PyObject *kwargs);

/* ---- iter.c: iterators, one type, three kinds ---- */
enum iter_kind { ITER_KEYS, ITER_VALUES, ITER_ITEMS };
PyObject *map_iterator(module_state *state, PyObject *map, enum iter_kind kind);
PyObject *map_list(PyObject *map, enum iter_kind kind);
/* reversed(map), reversed(view): walks a list of everything, made at once. */
PyObject *map_reversed(PyObject *map, enum iter_kind kind);

/* ---- views.c ---- */
PyObject *map_view(PyTypeObject *view_type, PyObject *map);
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
