/* The extension module pypersistent._core: its types, its state, what it exports. */
#include "map_object.h"

static module_state *state_of_module(PyObject *module) {
  return PyModule_GetState(module);
}

static void empty_free_lists(module_state *state, int count) {
  free_lists_empty(&state->free_maps, PyObject_GC_Del, count);
  free_lists_empty(&state->free_nodes, PyObject_Free, count);
  free_lists_empty(&state->free_gc_nodes, PyObject_GC_Del, count);
  free_list_empty(&state->free_iters, PyObject_GC_Del, count);
  for (int kind = 0; kind < 3; kind++)
    free_list_empty(&state->free_views[kind], PyObject_GC_Del, count);
}

/* ---- Making the types ---- */

struct type_slot {
  PyType_Spec *spec;
  size_t offset; /* of the field of the state */
};

static const struct type_slot types[] = {
    {&node_spec, offsetof(module_state, node_type)},
    {&gc_node_spec, offsetof(module_state, gc_node_type)},
    {&inline_spec, offsetof(module_state, inline_type)},
    {&map_spec, offsetof(module_state, map_type)},
    {&keys_spec, offsetof(module_state, view_types[ITER_KEYS])},
    {&values_spec, offsetof(module_state, view_types[ITER_VALUES])},
    {&items_spec, offsetof(module_state, view_types[ITER_ITEMS])},
    {&iter_spec, offsetof(module_state, iter_type)},
    {&diff_spec, offsetof(module_state, diff_type)},
};
#define TYPE_COUNT (sizeof types / sizeof types[0])

static PyTypeObject **type_field(module_state *state, size_t i) {
  return (PyTypeObject **)(void *)((char *)state + types[i].offset);
}

static int make_types(PyObject *module, module_state *state) {
  for (size_t i = 0; i < TYPE_COUNT; i++) {
    PyObject *type = PyType_FromModuleAndSpec(module, types[i].spec, NULL);
    if (!type) return -1;
    *type_field(state, i) = (PyTypeObject *)type;
  }
  /* There is a slot for this from 3.14 on only. Subclasses do not inherit it. */
  state->map_type->tp_vectorcall = map_vectorcall;
  return add_class_methods(module, state->map_type, map_class_methods);
}

/* Without a global lock every node and map made or freed would count its type up or down, in
 * all threads at once: one cache line for all. CPython 3.13 makes classes immortal for that
 * reason when the first thread starts, but not the types of extensions. The price is that
 * these few objects stay when their interpreter ends. */
#ifdef Py_GIL_DISABLED
void make_immortal(PyObject *o) {
  o->ob_tid = _Py_UNOWNED_TID;
  o->ob_ref_local = _Py_IMMORTAL_REFCNT_LOCAL;
  o->ob_ref_shared = 0;
}
#else
void make_immortal(PyObject *Py_UNUSED(o)) {}
#endif

static void make_shared_immortal(module_state *state) {
  for (size_t i = 0; i < TYPE_COUNT; i++) make_immortal((PyObject *)*type_field(state, i));
  make_immortal(state->empty);
  make_immortal(state->missing);
}

static void make_hosts(module_state *state) {
  state->host = (struct pm_host){.state = state, .map_type = state->map_type};
  state->bulk_host = state->host;
  state->bulk_host.track_late = true;
}

/* ---- Registration with collections.abc ---- */

static int register_mapping(module_state *state) {
  PyObject *result = NULL, *abc = PyImport_ImportModule("collections.abc");
  PyObject *mapping = state->mapping_class =
      abc ? PyObject_GetAttrString(abc, "Mapping") : NULL;
  if (mapping) result = PyObject_CallMethod(mapping, "register", "O", state->map_type);
  int outcome = result ? 0 : -1;
  Py_XDECREF(result);
  Py_XDECREF(abc);
  return outcome;
}

/* ---- Facts for python -m pypersistent ---- */

#if defined(__clang__)
#define COMPILER "clang " __clang_version__
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown"
#endif

#if defined(__SSE2__)
#define SCAN "SSE2"
#else
#define SCAN "plain"
#endif

static int add_facts(PyObject *module) {
  PyObject *facts =
      Py_BuildValue("{ss ss sI sI sI}", "compiler", COMPILER, "hash scan", SCAN,
                    "entries in a leaf", (unsigned)PM_LEAF_MAX, "hash bits a branch",
                    (unsigned)PM_CHUNK_BITS, "kept of each size", (unsigned)FREE_LIST_ROOM);
  if (!facts) return -1;
  int outcome = PyModule_AddObjectRef(module, "build_facts", facts);
  Py_DECREF(facts);
  return outcome;
}

/* ---- For the tests only ---- */

#ifdef PYPERSISTENT_TEST

PyDoc_STRVAR(check_doc,
             "_check($module, map, /)\n--\n\n"
             "None if every invariant of the map holds, else the name of a broken one.");

static PyObject *test_check(PyObject *module, PyObject *map) {
  module_state *state = state_of_module(module);
  if (!is_map(state, map)) return PyErr_Format(PyExc_TypeError, "_check() takes a map");
  const char *broken = pm_check(&state->host, AS_MAP(map));
  PyErr_Clear();
  if (!broken) Py_RETURN_NONE;
  return PyUnicode_FromString(broken);
}

PyDoc_STRVAR(force_trie_doc, "_force_trie($module, mapping, /)\n--\n\n"
                             "A PersistentMap that is a trie whatever its size.");

static PyObject *test_force_trie(PyObject *module, PyObject *mapping) {
  struct gather g;
  gather_start(&g, state_of_module(module));
  if (gather_sources(&g, mapping, (struct keywords){0})) return gather_trie(&g);
  gather_drop(&g);
  return NULL;
}

PyDoc_STRVAR(empty_free_lists_doc, "_empty_free_lists($module, /)\n--\n\n"
                                   "Frees what is kept for reuse.");

static PyObject *test_empty_free_lists(PyObject *module, PyObject *Py_UNUSED(unused)) {
  empty_free_lists(state_of_module(module), 0);
  Py_RETURN_NONE;
}

static PyMethodDef test_functions[] = {
    {"_empty_free_lists", test_empty_free_lists, METH_NOARGS, empty_free_lists_doc},
    {"_check", test_check, METH_O, check_doc},
    {"_force_trie", test_force_trie, METH_O, force_trie_doc},
    {0},
};

static int add_test_functions(PyObject *module) {
  return PyModule_AddFunctions(module, test_functions);
}

#else

static int add_test_functions(PyObject *Py_UNUSED(module)) {
  return 0;
}

#endif

/* ---- The module ---- */

/* By hand: the constructor answers every request for an empty map with this one. It lies on
 * a cycle, by its type, the type's module and that module's state, so the collector must know
 * it, or no interpreter could ever unload the module. */
static int make_empty(module_state *state) {
  struct pm_map *empty = NULL;
  if (pm_build(&state->host, NULL, 0, PM_SMALL, &empty) != PM_BUILT) return -1;
  state->empty = (PyObject *)empty;
  PyObject_GC_Track(empty);
  return 0;
}

static int module_exec(PyObject *module) {
  module_state *state = state_of_module(module);
  if (make_types(module, state) < 0) return -1;
  make_hosts(state);
  if (make_empty(state) < 0) return -1;
  if (PyModule_AddType(module, state->map_type) < 0) return -1;
  if (add_diff_names(module, state) < 0) return -1;
  make_shared_immortal(state);
  if (register_mapping(state) < 0 || register_views(state) < 0) return -1;
  if (add_measure_functions(module) < 0 || add_facts(module) < 0) return -1;
  return add_test_functions(module);
}

static int module_traverse(PyObject *module, visitproc visit, void *arg) {
  module_state *state = state_of_module(module);
  if (!state) return 0;
  for (size_t i = 0; i < TYPE_COUNT; i++) Py_VISIT(*type_field(state, i));
  Py_VISIT(state->change_type);
  Py_VISIT(state->missing);
  Py_VISIT(state->empty);
  Py_VISIT(state->mapping_class);
  return 0;
}

static int module_clear(PyObject *module) {
  module_state *state = state_of_module(module);
  if (!state) return 0;
  Py_CLEAR(state->mapping_class);
  Py_CLEAR(state->empty);
  Py_CLEAR(state->missing);
  Py_CLEAR(state->change_type);
  empty_free_lists(state, FREE_LIST_ROOM);
  for (size_t i = 0; i < TYPE_COUNT; i++) Py_CLEAR(*type_field(state, i));
  return 0;
}

static void module_free(void *module) {
  module_clear(module);
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, module_exec},
#if PY_VERSION_HEX >= 0x030C0000
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
#if PY_VERSION_HEX >= 0x030D0000
    /* The argument is in THREADS.md; the evidence is make threads TSAN=1. */
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

PyDoc_STRVAR(module_doc, "The C part of pypersistent: import from there.");

struct PyModuleDef pypersistent_module = {
    PyModuleDef_HEAD_INIT,   .m_name = "pypersistent._core",
    .m_doc = module_doc,     .m_size = sizeof(module_state),
    .m_slots = module_slots, .m_traverse = module_traverse,
    .m_clear = module_clear, .m_free = module_free,
};

PyMODINIT_FUNC PyInit__core(void) {
  return PyModuleDef_Init(&pypersistent_module);
}
