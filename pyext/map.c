/* PersistentMap: the life of a map object, and its type.
 *
 * A small map carries its entries in the object, so objects of the one type differ in size;
 * but the type itself must have no item size, or subclasses could not add __dict__ and
 * __slots__. So maps are allocated by the item size of inline_type and given their real type
 * afterwards. Instances of subclasses are tries of any size, and so of fixed size.
 */
#include "map_object.h"
#include <structmember.h>

/* ---- State ---- */

module_state *state_of_type(PyTypeObject *type) {
  return PyType_GetModuleState(type);
}

static void map_dealloc(PyObject *self);

/* Subclasses made by a class statement deallocate by CPython's subtype_dealloc. */
bool is_exact_type(PyTypeObject *type) {
  return type->tp_dealloc == map_dealloc;
}

/* By the bases when a metaclass has left PersistentMap out of the method resolution order. */
module_state *state_of_class(PyTypeObject *type) {
  if (is_exact_type(type)) return PyType_GetModuleState(type);
  PyObject *module = PyType_GetModuleByDef(type, &pypersistent_module);
  if (module) return PyModule_GetState(module);
  PyErr_Clear();
  while (!is_exact_type(type)) type = type->tp_base;
  return PyType_GetModuleState(type);
}

module_state *state_of_map(PyObject *map) {
  return state_of_class(Py_TYPE(map));
}

module_state *state_if_map(PyObject *o) {
  PyTypeObject *type = Py_TYPE(o);
  if (is_exact_type(type)) return PyType_GetModuleState(type);
  if (PyDict_Check(o)) return NULL;
  PyObject *module = PyType_GetModuleByDef(type, &pypersistent_module);
  if (!module) {
    PyErr_Clear();
    return NULL;
  }
  module_state *state = PyModule_GetState(module);
  return is_map(state, o) ? state : NULL;
}

/* ---- Making maps ---- */

/* Behind the header. */
static size_t words_of_map(size_t bytes) {
  return (bytes - sizeof(struct pm_map)) / sizeof(uint64_t);
}

/* Those of an instance of PersistentMap itself. */
static size_t exact_map_bytes(struct pm_map *map) {
  return map->form == PM_SMALL ? pm_small_bytes(map->count) : pm_trie_bytes();
}

static PyObject *inline_alloc(module_state *state, size_t bytes) {
  size_t words = words_of_map(bytes);
  PyObject *kept = free_lists_take(&state->free_maps, words);
  if (kept) return kept;
  PyObject *self =
      (PyObject *)PyObject_GC_NewVar(PyVarObject, state->inline_type, (Py_ssize_t)words);
  if (!self) return NULL;
  Py_INCREF(state->map_type);
  Py_SET_TYPE(self, state->map_type);
  Py_DECREF(state->inline_type);
  return self;
}

/* tp_alloc tracks at once, all zero: that must wait for pm_map_publish. */
static PyObject *subtype_alloc(PyTypeObject *subtype) {
  PyObject *self = subtype->tp_alloc(subtype, 0);
  if (self) PyObject_GC_UnTrack(self);
  return self;
}

struct pm_map *pm_map_alloc(struct pm_host *host, size_t bytes, uint32_t flags) {
  PyObject *self =
      host->subtype ? subtype_alloc(host->subtype) : inline_alloc(host->state, bytes);
  if (!self) return NULL;
  AS_MAP(self)->weakrefs = NULL;
  AS_MAP(self)->hash = -1;
  return AS_MAP(self);
}

/* A map without flags is never tracked: nothing it holds could lead back to it. Instances
 * of subclasses may hold more than core knows. */
void pm_map_publish(struct pm_host *host, struct pm_map *map) {
  if (host->track_late && map->form == PM_TRIE && map->count)
    node_track_new(pm_child_node(*pm_map_root(map)));
  if (map->flags || host->subtype) PyObject_GC_Track(map);
}

PyObject *map_share(module_state *state, PyTypeObject *subtype, PyObject *map) {
  struct pm_host host = state->host;
  host.subtype = subtype;
  struct pm_map *from = AS_MAP(map);
  struct pm_map *to = pm_map_alloc(&host, pm_trie_bytes(), from->flags);
  if (!to) return NULL;
  struct pm_node *root = pm_child_node(*pm_map_root(from));
  to->count = from->count;
  to->form = PM_TRIE;
  to->flags = from->flags;
  *pm_map_root(to) = pm_child_of(root);
  if (root) pm_node_retain(&host, root);
  pm_map_publish(&host, to);
  return (PyObject *)to;
}

/* ---- Garbage collection and the end; node.c says why there is no tp_clear ---- */

static int map_traverse(PyObject *self, visitproc visit, void *arg) {
  struct pm_map *map = AS_MAP(self);
  Py_VISIT(Py_TYPE(self));
  if (map->form == PM_SMALL)
    return entries_visit(pm_small_entries(map), map->count, visit, arg);
  Py_VISIT((PyObject *)pm_child_node(*pm_map_root(map)));
  return 0;
}

/* The last weak reference may be going away in another thread, which writes here. */
static bool has_weakrefs(PyObject *self) {
  return __atomic_load_n(&AS_MAP(self)->weakrefs, __ATOMIC_ACQUIRE) != NULL;
}

/* Frees the memory, or keeps it for another map if no subclass has made it. */
static void map_free(PyTypeObject *type, PyObject *self, size_t words) {
  module_state *state = is_exact_type(type) ? state_at_end(type) : NULL;
  if (!state || !free_lists_keep(&state->free_maps, words, self)) type->tp_free(self);
}

/* The trashcan turns the recursion through maps inside maps into a queue. */
static void map_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Py_TRASHCAN_BEGIN(self, map_dealloc);
  if (has_weakrefs(self)) PyObject_ClearWeakRefs(self);
  size_t words = words_of_map(exact_map_bytes(AS_MAP(self)));
  pm_map_clear(NULL, AS_MAP(self));
  map_free(type, self, words);
  Py_DECREF(type);
  Py_TRASHCAN_END;
}

/* ---- Construction ---- */

static bool check_source_count(Py_ssize_t n) {
  return check_count("PersistentMap", n, 0, 1);
}

static PyObject *map_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  module_state *state = state_of_class(type);
  if (!check_source_count(PyTuple_GET_SIZE(args))) return NULL;
  /* Calls of a subclass arrive here with whatever ** unpacked. */
  if (kwargs && !PyArg_ValidateKeywordArguments(kwargs)) return NULL;
  PyObject *source = PyTuple_GET_SIZE(args) ? PyTuple_GET_ITEM(args, 0) : NULL;
  return map_make(state, type == state->map_type ? NULL : type, source,
                  (struct keywords){.dict = kwargs});
}

PyObject *map_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf,
                         PyObject *names) {
  Py_ssize_t n = PyVectorcall_NARGS(nargsf);
  if (!check_source_count(n)) return NULL;
  return map_make(state_of_type((PyTypeObject *)type), NULL, n ? args[0] : NULL,
                  (struct keywords){.names = names, .values = args + n});
}

/* ---- The type ---- */

PyDoc_STRVAR(
    map_doc,
    "PersistentMap(mapping_or_pairs=(), /, **kwargs)\n--\n\n"
    "An immutable hash map. Every change makes a new map, which shares almost all of its\n"
    "structure with the old one.\n\n"
    "mapping_or_pairs: a mapping, any object with keys() and [], or an iterable of pairs;\n"
    "kwargs: further entries, which win over it. Of equal keys the first is kept, with the\n"
    "last value. A PersistentMap alone is returned as it is, and all empty maps are one.\n\n"
    "Keys must be hashable (TypeError). Pairs of another length raise ValueError. Building\n"
    "takes O(n) time; looking up, adding and removing O(log n); len() and copy() O(1).");

PyDoc_STRVAR(inline_doc, "Lends its item size to allocate PersistentMaps; has no instances.");

static PyMemberDef map_members[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(struct pm_map, weakrefs), READONLY, NULL},
    {0},
};

static PyType_Slot map_slots[] = {
    {Py_tp_doc, (void *)map_doc},
    {Py_tp_new, map_new},
    {Py_tp_dealloc, map_dealloc},
    {Py_tp_traverse, map_traverse},
    {Py_tp_members, map_members},
    {Py_tp_methods, map_methods},
    {Py_tp_richcompare, map_richcompare},
    {Py_tp_hash, map_hash},
    {Py_tp_repr, map_repr},
    {Py_tp_iter, map_iter},
    {Py_mp_length, map_length},
    {Py_mp_subscript, map_subscript},
    {Py_sq_contains, map_has},
    {Py_nb_or, map_or},
    {0, NULL},
};

PyType_Spec map_spec = {
    .name = "pypersistent.PersistentMap",
    .basicsize = sizeof(struct pm_map) + sizeof(pm_child),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE |
             Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_MAPPING,
    .slots = map_slots,
};

static PyType_Slot inline_slots[] = {
    {Py_tp_doc, (void *)inline_doc},
    {Py_tp_dealloc, map_dealloc},
    {Py_tp_traverse, map_traverse},
    {0, NULL},
};

PyType_Spec inline_spec = {
    .name = "pypersistent._core.InlineMap",
    .basicsize = sizeof(struct pm_map),
    .itemsize = sizeof(uint64_t),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE |
             Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = inline_slots,
};
