/* Class methods bound once. Python makes a new bound method each time one is looked up: a
 * quarter of the time that from_dict takes for 8 entries. Here the type's own are kept; for a
 * subclass, and for whoever inspects it, the descriptor is the one that Python made. */
#include "map_object.h"

typedef struct {
  PyObject ob_base;
  PyObject *general; /* Python's descriptor */
  PyObject *bound;   /* to the type that it was found in */
} class_method_object;

static PyObject *class_method_get(PyObject *self, PyObject *instance, PyObject *type) {
  class_method_object *method = (class_method_object *)self;
  if (type == PyCFunction_GET_SELF(method->bound)) return Py_NewRef(method->bound);
  return Py_TYPE(method->general)->tp_descr_get(method->general, instance, type);
}

static PyObject *class_method_attribute(PyObject *self, PyObject *name) {
  return PyObject_GetAttr(((class_method_object *)self)->general, name);
}

static PyObject *class_method_call(PyObject *self, PyObject *args, PyObject *kwargs) {
  return PyObject_Call(((class_method_object *)self)->general, args, kwargs);
}

static PyObject *class_method_repr(PyObject *self) {
  return PyObject_Repr(((class_method_object *)self)->general);
}

static int class_method_traverse(PyObject *self, visitproc visit, void *arg) {
  class_method_object *method = (class_method_object *)self;
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(method->general);
  Py_VISIT(method->bound);
  return 0;
}

/* Nothing is cleared: the type's dict, which is, breaks the cycle, and a method that others
 * still hold keeps working. */
static void class_method_dealloc(PyObject *self) {
  class_method_object *method = (class_method_object *)self;
  PyTypeObject *type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Py_DECREF(method->general);
  Py_DECREF(method->bound);
  PyObject_GC_Del(self);
  Py_DECREF(type);
}

static PyType_Slot class_method_slots[] = {
    {Py_tp_descr_get, class_method_get},
    {Py_tp_getattro, class_method_attribute},
    {Py_tp_call, class_method_call},
    {Py_tp_repr, class_method_repr},
    {Py_tp_traverse, class_method_traverse},
    {Py_tp_dealloc, class_method_dealloc},
    {0, NULL},
};

static PyType_Spec class_method_spec = {
    .name = "pypersistent._core.class_method",
    .basicsize = sizeof(class_method_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION |
             Py_TPFLAGS_IMMUTABLETYPE,
    .slots = class_method_slots,
};

/* Puts one in the place of the type's class method of that name; 0, or -1. */
static int bind_one(PyTypeObject *class_method_type, PyTypeObject *type, const char *name) {
  PyObject *general = NULL, *bound = PyObject_GetAttrString((PyObject *)type, name);
  PyObject *key = bound ? PyUnicode_InternFromString(name) : NULL;
  if (key && dict_find(type->tp_dict, key, &general) > 0) {
    class_method_object *method = PyObject_GC_New(class_method_object, class_method_type);
    if (method) {
      method->general = Py_NewRef(general);
      method->bound = Py_NewRef(bound);
      PyObject_GC_Track((PyObject *)method);
      make_immortal((PyObject *)method);
      make_immortal(bound);
      PyDict_SetItem(type->tp_dict, key, (PyObject *)method);
      Py_DECREF(method);
    }
  }
  Py_XDECREF(key);
  Py_XDECREF(general);
  Py_XDECREF(bound);
  return PyErr_Occurred() ? -1 : 0;
}

int bind_class_methods(PyObject *module, PyTypeObject *type) {
  PyObject *made = PyType_FromModuleAndSpec(module, &class_method_spec, NULL);
  if (!made) return -1;
  int outcome = 0;
  for (PyMethodDef *method = type->tp_methods; outcome == 0 && method->ml_name; method++)
    if (method->ml_flags & METH_CLASS)
      outcome = bind_one((PyTypeObject *)made, type, method->ml_name);
  Py_DECREF(made);
  PyType_Modified(type);
  return outcome;
}
