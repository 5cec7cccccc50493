/* PersistentMap's methods: looking up, changing, the class methods, and their table. */
#include "map_object.h"
#include "method_docs.h"
#include "prefetch.h"

bool check_count(const char *name, Py_ssize_t n, Py_ssize_t min, Py_ssize_t max) {
  if (min <= n && n <= max) return true;
  Py_ssize_t bound = n < min ? min : max;
  PyErr_Format(PyExc_TypeError, "%s expected %s%zd argument%s, got %zd", name,
               min == max ? ""
               : n < min  ? "at least "
                          : "at most ",
               bound, bound == 1 ? "" : "s", n);
  return false;
}

/* ---- Looking up ---- */

Py_ssize_t map_length(PyObject *self) {
  return AS_MAP(self)->count;
}

/* *value is borrowed from the map. The hooks that a search calls need no host. */
static enum pm_found find(PyObject *self, PyObject *key, PyObject **value) {
  uint32_t hash;
  if (!key_hash(key, &hash)) return PM_FIND_FAILED;
  return pm_find(NULL, AS_MAP(self), hash, key, value);
}

HOT int map_has(PyObject *self, PyObject *key) {
  PyObject *value;
  return find(self, key, &value); /* -1, 0, 1: as sq_contains wants it */
}

static PyObject *map_contains(PyObject *self, PyObject *key) {
  int found = map_has(self, key);
  return found < 0 ? NULL : PyBool_FromLong(found);
}

HOT static PyObject *map_get(PyObject *self, PyObject *const *args, Py_ssize_t n) {
  PyObject *value = NULL;
  if (!check_count("get", n, 1, 2)) return NULL;
  switch (find(self, args[0], &value)) {
  case PM_FOUND: return Py_NewRef(value);
  case PM_ABSENT: return Py_NewRef(n > 1 ? args[1] : Py_None);
  default: return NULL;
  }
}

/* An instance, so that a tuple as key is not taken for the exception's arguments. */
static PyObject *key_error(PyObject *key) {
  PyObject *error = PyObject_CallOneArg(PyExc_KeyError, key);
  if (error) PyErr_SetObject(PyExc_KeyError, error);
  Py_XDECREF(error);
  return NULL;
}

/* What the class body says about name, bound to self as special methods are: neither the
 * instance nor a metaclass is asked. A new reference, or NULL with or without an exception. */
static PyObject *special_method(PyObject *self, const char *name) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject *text = PyUnicode_InternFromString(name);
  if (!text) return NULL;
#if PY_VERSION_HEX >= 0x030D0000
  PyObject *method = _PyType_LookupRef(type, text);
#else
  PyObject *method = Py_XNewRef(_PyType_Lookup(type, text));
#endif
  Py_DECREF(text);
  descrgetfunc bind = method ? Py_TYPE(method)->tp_descr_get : NULL;
  if (bind) Py_SETREF(method, bind(method, self, (PyObject *)type));
  return method;
}

/* As with dict, a subclass may answer for missing keys. */
static PyObject *missing_key(PyObject *self, PyObject *key) {
  if (is_exact_type(Py_TYPE(self))) return key_error(key);
  PyObject *missing = special_method(self, "__missing__");
  if (!missing) return PyErr_Occurred() ? NULL : key_error(key);
  PyObject *value = PyObject_CallOneArg(missing, key);
  Py_DECREF(missing);
  return value;
}

HOT PyObject *map_subscript(PyObject *self, PyObject *key) {
  PyObject *value = NULL;
  switch (find(self, key, &value)) {
  case PM_FOUND: return Py_NewRef(value);
  case PM_ABSENT: return missing_key(self, key);
  default: return NULL;
  }
}

/* ---- One change ---- */

PyObject *map_with(module_state *state, PyObject *self, uint32_t hash, PyObject *key,
                   PyObject *value) {
  struct pm_map *map = AS_MAP(self), *result = NULL;
  if (map->count >= PM_COUNT_MAX) {
    PyErr_SetString(PyExc_OverflowError, "PersistentMap is full");
    return NULL;
  }
  prefetch_path(map, hash);
  switch (pm_with(&state->host, map, hash, key, value, &result)) {
  case PM_SAME: return Py_NewRef(self);
  case PM_REPLACED:
  case PM_ADDED: return (PyObject *)result;
  default: return NULL;
  }
}

static PyObject *map_assoc(PyObject *self, PyObject *const *args, Py_ssize_t n) {
  uint32_t hash;
  if (!check_count("assoc", n, 2, 2) || !key_hash(args[0], &hash)) return NULL;
  return map_with(state_of_map(self), self, hash, args[0], args[1]);
}

/* Aliases report errors by their own name. */
static PyObject *map_set(PyObject *self, PyObject *const *args, Py_ssize_t n) {
  return check_count("set", n, 2, 2) ? map_assoc(self, args, n) : NULL;
}

/* There is one empty map only, whatever form core makes of the last removal. */
static PyObject *map_dissoc(PyObject *self, PyObject *key) {
  module_state *state = state_of_map(self);
  struct pm_map *result = NULL;
  uint32_t hash;
  if (!key_hash(key, &hash)) return NULL;
  prefetch_path(AS_MAP(self), hash);
  switch (pm_without(&state->host, AS_MAP(self), hash, key, &result)) {
  case PM_MISSING: return Py_NewRef(self);
  case PM_REMOVED: break;
  default: return NULL;
  }
  if (result->count) return (PyObject *)result;
  Py_DECREF((PyObject *)result);
  return Py_NewRef(state->empty);
}

static PyObject *map_clear(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return Py_NewRef(state_of_map(self)->empty);
}

static PyObject *map_copy(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return Py_NewRef(self);
}

/* ---- Many changes ---- */

static PyObject *map_update_method(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                   PyObject *names) {
  if (!check_count("update", n, 0, 1)) return NULL;
  return map_update(state_of_map(self), self, n ? args[0] : NULL,
                    (struct keywords){.names = names, .values = args + n});
}

static PyObject *map_merge_method(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                  PyObject *names) {
  return check_count("merge", n, 0, 1) ? map_update_method(self, args, n, names) : NULL;
}

PyObject *map_or(PyObject *left, PyObject *right) {
  struct keywords none = {0};
  module_state *state = state_if_map(left);
  if (state) {
    int mapping = is_mapping(state, right);
    if (mapping == 0) Py_RETURN_NOTIMPLEMENTED;
    return mapping < 0 ? NULL : map_update(state, left, right, none);
  }
  state = state_if_map(right);
  int mapping = state ? is_mapping(state, left) : 0;
  if (mapping == 0) Py_RETURN_NOTIMPLEMENTED;
  PyObject *map = mapping < 0 ? NULL : map_make(state, NULL, left, none);
  if (!map) return NULL;
  PyObject *result = map_merge(state, map, right);
  Py_DECREF(map);
  return result;
}

/* ---- Class methods ---- */

/* The map, or an instance of the subclass made of it; takes the reference to map. */
static PyObject *of_class(PyObject *cls, PyObject *map) {
  if (!map || is_exact_type((PyTypeObject *)cls)) return map;
  PyObject *instance = PyObject_CallOneArg(cls, map);
  Py_DECREF(map);
  return instance;
}

static PyObject *map_from_dict(PyObject *cls, PyObject *source) {
  module_state *state = state_of_class((PyTypeObject *)cls);
  int accepted = has_mapping_type(source) ? 1 : has_keys(source);
  if (accepted < 0) return NULL;
  if (!accepted)
    return PyErr_Format(PyExc_TypeError, "from_dict() argument must be a mapping, not '%.200s'",
                        Py_TYPE(source)->tp_name);
  return of_class(cls, map_make(state, NULL, source, (struct keywords){0}));
}

static PyObject *map_create(PyObject *cls, PyObject *const *args, Py_ssize_t n,
                            PyObject *names) {
  if (!check_count("create", n, 0, 1)) return NULL;
  module_state *state = state_of_class((PyTypeObject *)cls);
  struct keywords keywords = {.names = names, .values = args + n};
  return of_class(cls, map_make(state, NULL, n ? args[0] : NULL, keywords));
}

/* dict's own knows sets and dicts, whose hashes it need not ask for. */
static PyObject *map_fromkeys(PyObject *cls, PyObject *const *args, Py_ssize_t n) {
  if (!check_count("fromkeys", n, 1, 2)) return NULL;
  PyObject *dict = PyObject_CallMethod((PyObject *)&PyDict_Type, "fromkeys", "OO", args[0],
                                       n > 1 ? args[1] : Py_None);
  if (!dict) return NULL;
  module_state *state = state_of_class((PyTypeObject *)cls);
  PyObject *map = map_make(state, NULL, dict, (struct keywords){0});
  Py_DECREF(dict);
  return of_class(cls, map);
}

/* ---- Walking ---- */

PyObject *map_iter(PyObject *self) {
  return map_iterator(state_of_map(self), self, ITER_KEYS);
}

static PyObject *map_reversed_keys(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return map_reversed(self, ITER_KEYS);
}

static PyObject *map_keys(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return map_view(state_of_map(self), self, ITER_KEYS);
}

static PyObject *map_values(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return map_view(state_of_map(self), self, ITER_VALUES);
}

static PyObject *map_items(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return map_view(state_of_map(self), self, ITER_ITEMS);
}

static PyObject *map_keys_list(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return map_list(self, ITER_KEYS);
}

static PyObject *map_values_list(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return map_list(self, ITER_VALUES);
}

static PyObject *map_items_list(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return map_list(self, ITER_ITEMS);
}

static PyObject *map_diff_method(PyObject *self, PyObject *other) {
  return map_diff(state_of_map(self), self, other);
}

/* ---- The rest ---- */

/* Only small maps carry entries; those of subclasses never do. */
static PyObject *map_sizeof(PyObject *self, PyObject *Py_UNUSED(unused)) {
  size_t bytes = AS_MAP(self)->form == PM_SMALL ? pm_small_bytes(AS_MAP(self)->count)
                                                : (size_t)Py_TYPE(self)->tp_basicsize;
  return PyLong_FromSize_t(bytes);
}

#define FAST(function) ((PyCFunction)(void (*)(void))(function))

PyMethodDef map_methods[] = {
    {"get", FAST(map_get), METH_FASTCALL, get_doc},
    {"contains", map_contains, METH_O, contains_doc},
    {"__contains__", map_contains, METH_O | METH_COEXIST, dunder_contains_doc},
    {"__getitem__", map_subscript, METH_O | METH_COEXIST, getitem_doc},
    {"assoc", FAST(map_assoc), METH_FASTCALL, assoc_doc},
    {"set", FAST(map_set), METH_FASTCALL, set_doc},
    {"dissoc", map_dissoc, METH_O, dissoc_doc},
    {"delete", map_dissoc, METH_O, delete_doc},
    {"update", FAST(map_update_method), METH_FASTCALL | METH_KEYWORDS, update_doc},
    {"merge", FAST(map_merge_method), METH_FASTCALL | METH_KEYWORDS, merge_doc},
    {"clear", map_clear, METH_NOARGS, clear_doc},
    {"copy", map_copy, METH_NOARGS, copy_doc},
    {"__copy__", map_copy, METH_NOARGS, dunder_copy_doc},
    {"__deepcopy__", map_deepcopy, METH_O, deepcopy_doc},
    {"keys", map_keys, METH_NOARGS, keys_doc},
    {"values", map_values, METH_NOARGS, values_doc},
    {"items", map_items, METH_NOARGS, items_doc},
    {"keys_list", map_keys_list, METH_NOARGS, keys_list_doc},
    {"values_list", map_values_list, METH_NOARGS, values_list_doc},
    {"items_list", map_items_list, METH_NOARGS, items_list_doc},
    {"__reversed__", map_reversed_keys, METH_NOARGS, reversed_doc},
    {"diff", map_diff_method, METH_O, diff_doc},
    {"__reduce__", map_reduce, METH_NOARGS, reduce_doc},
    {"__sizeof__", map_sizeof, METH_NOARGS, sizeof_doc},
    {0},
};

/* Without METH_CLASS, which would keep the interpreter from specialising calls of what
 * class_method.c binds. */
PyMethodDef map_class_methods[] = {
    {"from_dict", map_from_dict, METH_O, from_dict_doc},
    {"create", FAST(map_create), METH_FASTCALL | METH_KEYWORDS, create_doc},
    {"fromkeys", FAST(map_fromkeys), METH_FASTCALL, fromkeys_doc},
    {"__class_getitem__", Py_GenericAlias, METH_O, class_getitem_doc},
    {0},
};
