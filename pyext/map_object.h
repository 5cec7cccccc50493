/* What the files of the map type share: map.c (the object), methods.c, compare.c, copy.c
 * and build.c. */
#ifndef PYPERSISTENT_MAP_OBJECT_H
#define PYPERSISTENT_MAP_OBJECT_H

#include "module.h"

/* ---- node.c ---- */
/* Begins to track a new node and all new nodes below it; stops at tracked ones. */
void node_track_new(struct pm_node *node);
/* For tp_traverse: visits the keys and values of n entries. */
int entries_visit(struct pm_entry *entry, uint32_t n, visitproc visit, void *arg);

/* ---- map.c ---- */
/* Whether the type, known to be map_type or a subclass, is map_type. */
bool is_exact_type(PyTypeObject *type);
/* The state behind map_type or a subclass. */
module_state *state_of_class(PyTypeObject *type);
/* The state behind o if it is a map, or NULL; no exception either way. */
module_state *state_if_map(PyObject *o);
PyObject *map_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *names);
/* A map of another type with the contents of map, which is a trie: shares its root. subtype
 * NULL: of map_type. */
PyObject *map_share(module_state *state, PyTypeObject *subtype, PyObject *map);

/* ---- methods.c ---- */
extern PyMethodDef map_methods[], map_class_methods[];
Py_ssize_t map_length(PyObject *self);
int map_has(PyObject *self, PyObject *key);
PyObject *map_subscript(PyObject *self, PyObject *key);
PyObject *map_iter(PyObject *self);
PyObject *map_or(PyObject *left, PyObject *right);
/* self with key bound to value, hash the key's mixed hash; or self itself. */
PyObject *map_with(module_state *state, PyObject *self, uint32_t hash, PyObject *key,
                   PyObject *value);
/* "NAME expected at least MIN arguments, got N"; false with TypeError set. */
bool check_count(const char *name, Py_ssize_t n, Py_ssize_t min, Py_ssize_t max);

/* ---- compare.c ---- */
/* Whether o, of a type without the flag, is an instance of collections.abc.Mapping all the same:
 * 1 or 0, or -1 with an exception set. Runs no code but for what has [] and a length. */
int is_registered_mapping(module_state *state, PyObject *o);
/* The value of key in a dict: 1 and a new reference, 0 and NULL, or -1 with an exception set. */
int dict_find(PyObject *dict, PyObject *key, PyObject **value);
PyObject *map_richcompare(PyObject *self, PyObject *other, int op);
Py_hash_t map_hash(PyObject *self);
PyObject *map_repr(PyObject *self);

/* ---- copy.c ---- */
/* A new dict with the contents of the map. */
PyObject *map_as_dict(PyObject *map);
PyObject *map_reduce(PyObject *self, PyObject *unused);
PyObject *map_deepcopy(PyObject *self, PyObject *memo);

/* ---- build.c: associations on their way into a map ---- */
struct gather {
  module_state *state;
  struct pm_item *items; /* few, or allocated with as much room again for core's scratch */
  size_t n, room;
  bool unhashed; /* some hashes may run code, and are yet to be asked for */
  bool distinct; /* no two keys are equal, if all are str and int */
  struct pm_item few[PM_LEAF_MAX];
};
void gather_start(struct gather *g, module_state *state);
/* Makes room for more associations; false with an exception set. */
bool gather_reserve(struct gather *g, size_t more);
/* Adds one for which there is room. Runs no code but of str and int. */
void gather_add(struct gather *g, PyObject *key, PyObject *value);
/* Ends the gathering: a new map (subtype NULL: of map_type), or NULL with an exception. */
PyObject *gather_map(struct gather *g, PyTypeObject *subtype);
/* The same, always a trie of map_type; for tests. */
PyObject *gather_trie(struct gather *g);
/* Ends the gathering without a map. */
void gather_drop(struct gather *g);

/* Keyword arguments, however they came; all NULL: there are none. */
struct keywords {
  PyObject *dict;          /* a dict, or */
  PyObject *names;         /* a tuple of names */
  PyObject *const *values; /* and as many values */
};

/* Adds the entries of a dict, another mapping or an iterable of pairs (NULL: nothing), then the
 * keywords; only for a gathering that holds nothing yet. */
bool gather_sources(struct gather *g, PyObject *source, struct keywords keywords);

/* Whether o's type says that it is a mapping: dict, PersistentMap and all whose type has the
 * flag that collections.abc.Mapping sets. Runs no code. */
static inline bool has_mapping_type(PyObject *o) {
  return PyType_HasFeature(Py_TYPE(o), Py_TPFLAGS_MAPPING) || PyDict_Check(o);
}
/* Whether o is an instance of collections.abc.Mapping: 1 or 0, or -1 with an exception set. */
static inline int is_mapping(module_state *state, PyObject *o) {
  return has_mapping_type(o) ? 1 : is_registered_mapping(state, o);
}
/* The attribute of that name: 1 and a new reference, 0 and NULL, or -1 with an exception set. */
int optional_attribute(PyObject *o, const char *name, PyObject **attribute);
/* Whether o has a method keys: 1 or 0, or -1 with an exception set. */
int has_keys(PyObject *o);
/* A new map of source (NULL: nothing) and keywords; subtype NULL: of map_type. */
PyObject *map_make(module_state *state, PyTypeObject *subtype, PyObject *source,
                   struct keywords keywords);
/* self updated with source (NULL: nothing) and keywords, or self itself. */
PyObject *map_update(module_state *state, PyObject *self, PyObject *source,
                     struct keywords keywords);
/* self updated with another map, or self itself. */
PyObject *map_merge(module_state *state, PyObject *self, PyObject *other);

#endif
