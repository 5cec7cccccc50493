/* old.diff(new): the lazy iterator, its named tuple Change, and MISSING.
 *
 * Comparing two values may run any code, so a step can be entered again from within itself,
 * or from another thread while it waits. As with generators that is an error: a step marks
 * the iterator as running. Nothing is lost by an exception: the next step asks again.
 */
#include "module.h"
#include "critical.h"

typedef struct {
  PyObject ob_base;
  bool live;    /* diff owns nodes: neither exhausted nor cleared */
  bool running; /* a step is in progress */
  struct pm_diff diff;
} map_diff_object;

PyObject *map_diff(module_state *state, PyObject *old_map, PyObject *new_map) {
  if (!is_map(state, new_map)) {
    PyErr_Format(PyExc_TypeError, "diff() argument must be a PersistentMap, not '%.200s'",
                 Py_TYPE(new_map)->tp_name);
    return NULL;
  }
  map_diff_object *it = PyObject_GC_New(map_diff_object, state->diff_type);
  if (!it) return NULL;
  it->running = false;
  it->live = pm_diff_start(host_of(state), &it->diff, AS_MAP(old_map), AS_MAP(new_map));
  if (!it->live) {
    Py_DECREF(it);
    return NULL;
  }
  PyObject_GC_Track((PyObject *)it);
  return (PyObject *)it;
}

/* ---- One step ---- */

/* Releasing nodes may run any code: the iterator is dead before the first is released. The
 * hook for that needs no host, and in the last collection the type may have lost its module. */
static void diff_release(map_diff_object *it) {
  if (!it->live) return;
  struct pm_diff diff = it->diff;
  it->live = false;
  pm_diff_end(NULL, &diff);
}

/* An empty Change that nobody else can see before it is filled. */
static PyObject *blank_change(module_state *state) {
  PyTypeObject *type = (PyTypeObject *)state->change_type;
  PyObject *change = type->tp_alloc(type, 3);
  if (change) PyObject_GC_UnTrack(change);
  return change;
}

static void fill_change(PyObject *change, struct pm_change *found, PyObject *missing) {
  PyTuple_SET_ITEM(change, 0, Py_NewRef(found->key));
  PyTuple_SET_ITEM(change, 1, Py_NewRef(found->before ? found->before : missing));
  PyTuple_SET_ITEM(change, 2, Py_NewRef(found->after ? found->after : missing));
  PyObject_GC_Track(change);
}

static PyObject *next_running(map_diff_object *it) {
  module_state *state = state_of_type(Py_TYPE(it));
  /* Allocated first, so that no change is lost should that fail. */
  PyObject *change = blank_change(state);
  if (!change) return NULL;
  struct pm_change found;
  enum pm_diff_step step = pm_diff_next(host_of(state), &it->diff, &found);
  if (step == PM_DIFF_CHANGE) {
    fill_change(change, &found, state->missing);
    return change;
  }
  /* Change is a class in Python, to which someone may have given a __del__. */
  fill_change(change, &(struct pm_change){.key = state->missing}, state->missing);
  Py_DECREF(change);
  if (step == PM_DIFF_END) diff_release(it);
  return NULL;
}

static PyObject *next_locked(map_diff_object *it) {
  if (it->running) {
    PyErr_SetString(PyExc_ValueError, "diff iterator already executing");
    return NULL;
  }
  if (!it->live) return NULL;
  it->running = true;
  PyObject *change = next_running(it);
  it->running = false;
  return change;
}

static PyObject *diff_next(PyObject *self) {
  PyObject *change;
  Py_BEGIN_CRITICAL_SECTION(self);
  change = next_locked((map_diff_object *)self);
  Py_END_CRITICAL_SECTION();
  return change;
}

/* ---- The iterator's type ---- */

static int diff_traverse(PyObject *self, visitproc visit, void *arg) {
  map_diff_object *it = (map_diff_object *)self;
  Py_VISIT(Py_TYPE(self));
  if (it->live) {
    Py_VISIT((PyObject *)it->diff.old_root);
    Py_VISIT((PyObject *)it->diff.new_root);
  }
  return 0;
}

static int diff_clear(PyObject *self) {
  diff_release((map_diff_object *)self);
  return 0;
}

/* It holds nodes, not maps, so a chain of these would pass by the maps' trashcan. */
static void diff_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Py_TRASHCAN_BEGIN(self, diff_dealloc);
  diff_release((map_diff_object *)self);
  PyObject_GC_Del(self);
  Py_DECREF(type);
  Py_TRASHCAN_END;
}

PyDoc_STRVAR(
    diff_doc,
    "An iterator over the changes from one PersistentMap to another, in no particular\n"
    "order: a Change for every key that only one of them holds, or whose values differ\n"
    "(neither the same object nor ==). It keeps both maps' contents alive until it is\n"
    "exhausted. An exception from a value's __eq__ passes through; the next step then\n"
    "asks about the same key again. Total cost: O(changes * depth), shared parts are\n"
    "skipped.");

static PyType_Slot diff_slots[] = {
    {Py_tp_doc, (void *)diff_doc},
    {Py_tp_iter, PyObject_SelfIter},
    {Py_tp_iternext, diff_next},
    {Py_tp_traverse, diff_traverse},
    {Py_tp_clear, diff_clear},
    {Py_tp_dealloc, diff_dealloc},
    {0, NULL},
};

PyType_Spec diff_spec = {
    .name = "pypersistent.PersistentMap_diff",
    .basicsize = sizeof(map_diff_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION |
             Py_TPFLAGS_IMMUTABLETYPE,
    .slots = diff_slots,
};

/* ---- MISSING ---- */

static PyObject *missing_repr(PyObject *Py_UNUSED(self)) {
  return PyUnicode_FromString("MISSING");
}

static int missing_bool(PyObject *Py_UNUSED(self)) {
  return 0;
}

/* A string answer names a global: copies and unpickled pickles are MISSING itself. */
static PyObject *missing_reduce(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return missing_repr(self);
}

/* MissingType() is MISSING, as type(None)() is None. */
static PyObject *missing_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  if (PyTuple_GET_SIZE(args) || (kwargs && PyDict_GET_SIZE(kwargs))) {
    PyErr_SetString(PyExc_TypeError, "MissingType takes no arguments");
    return NULL;
  }
  return Py_NewRef(state_of_type(type)->missing);
}

/* It lies on a cycle, by its type, the type's module and that module's state. */
static int missing_traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(Py_TYPE(self));
  return 0;
}

static void missing_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  PyObject_GC_Del(self);
  Py_DECREF(type);
}

PyDoc_STRVAR(missing_doc,
             "The type of MISSING, which stands in a Change for the value of a key\n"
             "that one of the maps does not hold. MISSING is false, and the only\n"
             "one of its kind.");

static PyMethodDef missing_methods[] = {
    {"__reduce__", missing_reduce, METH_NOARGS, "For copy and pickle: the name MISSING."},
    {0},
};

static PyType_Slot missing_slots[] = {
    {Py_tp_doc, (void *)missing_doc}, {Py_tp_new, missing_new},
    {Py_tp_repr, missing_repr},       {Py_nb_bool, missing_bool},
    {Py_tp_methods, missing_methods}, {Py_tp_traverse, missing_traverse},
    {Py_tp_dealloc, missing_dealloc}, {0, NULL},
};

PyType_Spec missing_spec = {
    .name = "pypersistent.MissingType",
    .basicsize = sizeof(PyObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = missing_slots,
};

/* ---- Change ---- */

PyDoc_STRVAR(change_doc,
             "One difference between two maps: a key, and its values before and after. A map\n"
             "without the key shows as MISSING: added keys have it in before, removed ones in\n"
             "after.");

static PyObject *make_change_type(void) {
  PyObject *change = NULL, *collections = PyImport_ImportModule("collections");
  if (!collections) return NULL;
  PyObject *namedtuple = PyObject_GetAttrString(collections, "namedtuple");
  PyObject *args = Py_BuildValue("(s(sss))", "Change", "key", "before", "after");
  PyObject *kwargs = Py_BuildValue("{ss}", "module", "pypersistent");
  if (namedtuple && args && kwargs) change = PyObject_Call(namedtuple, args, kwargs);
  PyObject *doc = change ? PyUnicode_FromString(change_doc) : NULL;
  if (!doc || PyObject_SetAttrString(change, "__doc__", doc) < 0) Py_CLEAR(change);
  Py_XDECREF(doc);
  Py_XDECREF(kwargs);
  Py_XDECREF(args);
  Py_XDECREF(namedtuple);
  Py_DECREF(collections);
  return change;
}

int add_diff_names(PyObject *module, module_state *state) {
  PyTypeObject *missing_type =
      (PyTypeObject *)PyType_FromModuleAndSpec(module, &missing_spec, NULL);
  if (!missing_type) return -1;
  state->missing = PyType_GenericNew(missing_type, NULL, NULL);
  int failed = !state->missing || PyModule_AddType(module, missing_type) < 0;
  Py_DECREF(missing_type);
  if (failed || PyModule_AddObjectRef(module, "MISSING", state->missing) < 0) return -1;
  state->change_type = make_change_type();
  if (!state->change_type) return -1;
  return PyModule_AddObjectRef(module, "Change", state->change_type);
}
