/* Pickling and deep copies of PersistentMaps. */
#include "map_object.h"

PyObject *map_as_dict(PyObject *map) {
  struct pm_cursor cursor;
  struct pm_entry *entry;
  PyObject *dict = PyDict_New();
  if (!dict) return NULL;
  pm_cursor_start(&cursor, AS_MAP(map));
  while ((entry = pm_cursor_next(&cursor))) {
    if (PyDict_SetItem(dict, entry->key, entry->value) < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  return dict;
}

static PyObject *imported(const char *module_name, const char *name) {
  PyObject *module = PyImport_ImportModule(module_name);
  if (!module) return NULL;
  PyObject *object = PyObject_GetAttrString(module, name);
  Py_DECREF(module);
  return object;
}

/* ---- Pickle ---- */

/* Calls the method of that name, if the subclass has one, for the arguments of __new__: 1 and a
 * tuple, 0, or -1 with an exception set. */
static int asked_for(PyObject *self, const char *name, PyObject **arguments) {
  PyObject *method;
  int found = optional_attribute(self, name, &method);
  if (found <= 0) return found;
  *arguments = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  if (!*arguments) return -1;
  if (PyTuple_Check(*arguments)) return 1;
  PyErr_Format(PyExc_TypeError, "%s should return a tuple, not '%.200s'", name,
               Py_TYPE(*arguments)->tp_name);
  Py_CLEAR(*arguments);
  return -1;
}

/* copyreg.__newobj__ or __newobj_ex__, or NULL; and what to call it with, after the class. */
static PyObject *maker(PyObject *self, PyObject **arguments) {
  int asked = asked_for(self, "__getnewargs_ex__", arguments);
  if (asked > 0) return imported("copyreg", "__newobj_ex__");
  if (asked == 0) asked = asked_for(self, "__getnewargs__", arguments);
  if (asked == 0) {
    PyObject *dict = map_as_dict(self);
    *arguments = dict ? Py_BuildValue("(N)", dict) : NULL;
  }
  return asked < 0 || !*arguments ? NULL : imported("copyreg", "__newobj__");
}

/* As with dict, a subclass's __init__ is not called again; its attributes are restored. */
static PyObject *subclass_reduce(PyObject *self) {
  PyObject *result = NULL, *arguments = NULL, *function = maker(self, &arguments);
  PyObject *class = function ? PyTuple_Pack(1, Py_TYPE(self)) : NULL;
  PyObject *call = class ? PySequence_Concat(class, arguments) : NULL;
  PyObject *state = call ? PyObject_CallMethod(self, "__getstate__", NULL) : NULL;
  if (state) result = PyTuple_Pack(3, function, call, state);
  Py_XDECREF(state);
  Py_XDECREF(call);
  Py_XDECREF(class);
  Py_XDECREF(function);
  Py_XDECREF(arguments);
  return result;
}

PyObject *map_reduce(PyObject *self, PyObject *Py_UNUSED(unused)) {
  if (!is_exact_type(Py_TYPE(self))) return subclass_reduce(self);
  PyObject *dict = map_as_dict(self);
  return dict ? Py_BuildValue("O(N)", Py_TYPE(self), dict) : NULL;
}

/* ---- Deep copies ---- */

/* Adds deep copies of the entry's key and value. */
static bool add_copies(struct gather *g, PyObject *deepcopy, struct pm_entry *entry,
                       PyObject *memo, bool *changed) {
  PyObject *key = PyObject_CallFunctionObjArgs(deepcopy, entry->key, memo, NULL);
  PyObject *value =
      key ? PyObject_CallFunctionObjArgs(deepcopy, entry->value, memo, NULL) : NULL;
  bool copied = value && gather_reserve(g, 1);
  if (copied) {
    gather_add(g, key, value);
    *changed |= key != entry->key || value != entry->value;
  }
  Py_XDECREF(value);
  Py_XDECREF(key);
  return copied;
}

/* The map of all copies; self if every copy is the object itself. */
static PyObject *copy_entries(PyObject *self, PyObject *deepcopy, PyObject *memo) {
  struct gather g;
  struct pm_cursor cursor;
  struct pm_entry *entry;
  bool changed = false;
  gather_start(&g, state_of_map(self));
  if (!gather_reserve(&g, AS_MAP(self)->count)) return NULL;
  pm_cursor_start(&cursor, AS_MAP(self));
  while ((entry = pm_cursor_next(&cursor))) {
    if (!add_copies(&g, deepcopy, entry, memo, &changed)) {
      gather_drop(&g);
      return NULL;
    }
  }
  if (changed) return gather_map(&g, NULL);
  gather_drop(&g);
  return Py_NewRef(self);
}

/* What the memo holds for self: a new reference, or NULL with or without an exception. */
static PyObject *memoized(PyObject *self, PyObject *memo) {
  if (!PyDict_Check(memo)) return NULL;
  PyObject *id = PyLong_FromVoidPtr(self);
  if (!id) return NULL;
  PyObject *copy;
  int found = dict_find(memo, id, &copy);
  Py_DECREF(id);
  return found > 0 ? copy : NULL;
}

/* A value may lead back to self, through a list, say: then self has been copied meanwhile,
 * and that copy is the one to return, as for tuples. */
static PyObject *exact_deepcopy(PyObject *self, PyObject *memo) {
  PyObject *deepcopy = imported("copy", "deepcopy");
  if (!deepcopy) return NULL;
  PyObject *copy = copy_entries(self, deepcopy, memo);
  Py_DECREF(deepcopy);
  if (!copy) return NULL;
  PyObject *earlier = memoized(self, memo);
  if (earlier || PyErr_Occurred()) Py_SETREF(copy, earlier);
  return copy;
}

/* copy._reconstruct(self, memo, *parts). */
static PyObject *reconstruct(PyObject *self, PyObject *memo, PyObject *parts) {
  PyObject *result = NULL, *arguments = NULL, *call = NULL;
  PyObject *function = imported("copy", "_reconstruct");
  if (function) arguments = Py_BuildValue("(OO)", self, memo);
  if (arguments) call = PySequence_Concat(arguments, parts);
  if (call) result = PyObject_Call(function, call, NULL);
  Py_XDECREF(call);
  Py_XDECREF(arguments);
  Py_XDECREF(function);
  return result;
}

/* What self has been copied to meanwhile if its contents lead back to it: a new reference, or
 * NULL with or without an exception. copy._reconstruct would replace that copy by a second one.
 * It finds in the memo what is copied here, the arguments to make the copy from. */
static PyObject *copied_on_the_way(PyObject *self, PyObject *memo, PyObject *parts) {
  if (!PyDict_Check(memo) || !PyTuple_Check(parts) || PyTuple_GET_SIZE(parts) < 2) return NULL;
  PyObject *deepcopy = imported("copy", "deepcopy");
  if (!deepcopy) return NULL;
  PyObject *arguments =
      PyObject_CallFunctionObjArgs(deepcopy, PyTuple_GET_ITEM(parts, 1), memo, NULL);
  Py_DECREF(deepcopy);
  if (!arguments) return NULL;
  Py_DECREF(arguments);
  return memoized(self, memo);
}

/* Like any object that says how to be pickled. */
static PyObject *subclass_deepcopy(PyObject *self, PyObject *memo) {
  PyObject *parts = PyObject_CallMethod(self, "__reduce_ex__", "i", 4);
  if (!parts) return NULL;
  PyObject *result = PyUnicode_Check(parts) /* the name of a global, which is not copied */
                         ? Py_NewRef(self)
                         : copied_on_the_way(self, memo, parts);
  if (!result && !PyErr_Occurred()) result = reconstruct(self, memo, parts);
  Py_DECREF(parts);
  return result;
}

PyObject *map_deepcopy(PyObject *self, PyObject *memo) {
  return is_exact_type(Py_TYPE(self)) ? exact_deepcopy(self, memo)
                                      : subclass_deepcopy(self, memo);
}
