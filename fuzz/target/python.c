/* python: the extension in an embedded interpreter does what dict does, with hostile keys and
 * failing allocations (fuzz/python/driver.py). Extension and core are linked in, so that both
 * are under ASan and steer the fuzzer; every object has its own malloc. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define TEXT_OF(path) #path
#define TEXT(path) TEXT_OF(path)

PyMODINIT_FUNC PyInit__core(void);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ---- An allocator whose k-th call fails ---- */

static PyMemAllocatorEx beneath[2]; /* of objects, of memory */
static unsigned long fail_in;

static int fails(void) {
  return fail_in > 0 && --fail_in == 0;
}

static void *failing_malloc(void *next, size_t size) {
  PyMemAllocatorEx *allocator = next;
  return fails() ? NULL : allocator->malloc(allocator->ctx, size);
}

static void *failing_calloc(void *next, size_t n, size_t size) {
  PyMemAllocatorEx *allocator = next;
  return fails() ? NULL : allocator->calloc(allocator->ctx, n, size);
}

/* Making a block smaller does not fail: CPython's Py_ReprLeave relies on it. */
static void *failing_realloc(void *next, void *memory, size_t size) {
  PyMemAllocatorEx *allocator = next;
  bool grows = !memory || malloc_usable_size(memory) < size;
  return grows && fails() ? NULL : allocator->realloc(allocator->ctx, memory, size);
}

static void plain_free(void *next, void *memory) {
  PyMemAllocatorEx *allocator = next;
  allocator->free(allocator->ctx, memory);
}

static void hook_allocator(PyMemAllocatorDomain domain, PyMemAllocatorEx *allocator) {
  PyMem_GetAllocator(domain, allocator);
  PyMemAllocatorEx hooked = {allocator, failing_malloc, failing_calloc, failing_realloc,
                             plain_free};
  PyMem_SetAllocator(domain, &hooked);
}

/* call(k, function, args): the k-th allocation fails, unless disarm() comes first. No frame of
 * Python code lies in between: CPython 3.11 does not stand failures while it unwinds one. */
static PyObject *fuzz_call(PyObject *module, PyObject *args) {
  unsigned long k;
  PyObject *function, *given;
  (void)module;
  if (!PyArg_ParseTuple(args, "kOO!", &k, &function, &PyTuple_Type, &given)) return NULL;
  fail_in = k;
  PyObject *result = PyObject_Call(function, given, NULL);
  fail_in = 0;
  return result;
}

static PyObject *fuzz_disarm(PyObject *module, PyObject *none) {
  (void)module, (void)none;
  fail_in = 0;
  Py_RETURN_NONE;
}

static PyMethodDef fuzz_methods[] = {{"call", fuzz_call, METH_VARARGS, NULL},
                                     {"disarm", fuzz_disarm, METH_NOARGS, NULL},
                                     {NULL, NULL, 0, NULL}};
static PyModuleDef fuzz_module = {
    .m_base = PyModuleDef_HEAD_INIT, .m_name = "_fuzz", .m_methods = fuzz_methods};

static PyObject *fuzz_init(void) {
  return PyModule_Create(&fuzz_module);
}

/* ---- The interpreter ---- */

static PyObject *one_input;

static void must(int fine) {
  if (fine) return;
  PyErr_Print();
  abort();
}

static void finalize(void) {
  Py_CLEAR(one_input);
  Py_FinalizeEx();
}

/* The extension is built in under a name of its own and stands in for the package's. */
static const char setup[] = "import sys\n"
                            "sys.path[:0] = ['pyext', 'fuzz/python']\n"
                            "sys.dont_write_bytecode = True\n"
                            "import _core\n"
                            "sys.modules['pypersistent._core'] = _core\n"
                            "from driver import one_input\n";

static void start(void) {
  PyPreConfig early;
  PyPreConfig_InitIsolatedConfig(&early);
  early.utf8_mode = 1;
  early.allocator = PYMEM_ALLOCATOR_MALLOC;
  must(!PyStatus_Exception(Py_PreInitialize(&early)));
  must(PyImport_AppendInittab("_core", PyInit__core) == 0);
  must(PyImport_AppendInittab("_fuzz", fuzz_init) == 0);
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.use_hash_seed = 1; /* strings hash the same in every run */
  config.install_signal_handlers = 0;
  must(!PyStatus_Exception(
      PyConfig_SetBytesString(&config, &config.program_name, TEXT(FUZZ_PYTHON_PROGRAM))));
  must(!PyStatus_Exception(Py_InitializeFromConfig(&config)));
  PyConfig_Clear(&config);
  hook_allocator(PYMEM_DOMAIN_OBJ, &beneath[0]);
  hook_allocator(PYMEM_DOMAIN_MEM, &beneath[1]);
  must(PyRun_SimpleString(setup) == 0);
  one_input = PyObject_GetAttrString(PyImport_AddModule("__main__"), "one_input");
  must(one_input != NULL);
  atexit(finalize);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!one_input) start();
  PyObject *result = PyObject_CallFunction(one_input, "y#", data, (Py_ssize_t)size);
  must(result != NULL);
  Py_DECREF(result);
  return 0;
}
