/* The control of the thread stress: an extension that says it needs no global lock and is
 * wrong. Its iterator moves without a lock; its hash is cached without atomics. ThreadSanitizer
 * must report both, else its silence about our extension means nothing. */
#include <Python.h>

typedef struct {
  PyObject_HEAD Py_ssize_t position; /* of an iterator that threads share */
  Py_hash_t hash;                    /* -1: not yet computed */
} racy;

static PyObject *racy_next(PyObject *self) {
  return PyLong_FromSsize_t(((racy *)self)->position++);
}

/* Takes its time, as hashing a map does. Without that the reference counts that a caller
 * changes before and after would order all accesses, and hide the race. */
static Py_hash_t slow_hash(void) {
  volatile Py_hash_t hash = 1;
  for (int i = 0; i < 500; i++) hash = (hash * 31 + i) & 0xffff;
  return hash;
}

static Py_hash_t racy_hash(PyObject *self) {
  racy *object = (racy *)self;
  if (object->hash == -1) object->hash = slow_hash();
  return object->hash;
}

static int racy_init(PyObject *self, PyObject *args, PyObject *kwargs) {
  (void)args;
  (void)kwargs;
  ((racy *)self)->hash = -1;
  return 0;
}

static PyType_Slot racy_slots[] = {
    {Py_tp_iter, PyObject_SelfIter},
    {Py_tp_iternext, racy_next},
    {Py_tp_hash, racy_hash},
    {Py_tp_init, racy_init},
    {0, NULL},
};
static PyType_Spec racy_spec = {"racy.Racy", sizeof(racy), 0, Py_TPFLAGS_DEFAULT, racy_slots};

static int racy_exec(PyObject *module) {
  PyObject *type = PyType_FromModuleAndSpec(module, &racy_spec, NULL);
  if (!type) return -1;
  int failed = PyModule_AddType(module, (PyTypeObject *)type);
  Py_DECREF(type);
  return failed;
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, racy_exec},
#ifdef Py_mod_gil
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};
static struct PyModuleDef racy_module = {PyModuleDef_HEAD_INIT, .m_name = "racy",
                                         .m_slots = module_slots};

PyMODINIT_FUNC PyInit_racy(void) {
  return PyModuleDef_Init(&racy_module);
}
