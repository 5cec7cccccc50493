/* How much memory maps take, and what they share: the functions behind measure.py. */
#include "module.h"

/* Bytes the collector keeps in front of each object it may track; free-threaded builds keep
 * them inside the object's head. */
#ifdef Py_GIL_DISABLED
#define GC_HEAD_BYTES 0
#else
#define GC_HEAD_BYTES (2 * sizeof(uintptr_t))
#endif

static bool check_map(PyObject *module, const char *function, PyObject *o) {
  if (is_map(PyModule_GetState(module), o)) return true;
  PyErr_Format(PyExc_TypeError, "%s() takes PersistentMaps, not '%.200s'", function,
               Py_TYPE(o)->tp_name);
  return false;
}

/* Nodes with flags are of the type that the collector tracks, as map objects are. */
static PyObject *bytes_with_heads(struct pm_measure measure, size_t map_objects) {
  return PyLong_FromSize_t(measure.bytes + (measure.flagged + map_objects) * GC_HEAD_BYTES);
}

PyDoc_STRVAR(node_count_doc,
             "node_count($module, map, /)\n--\n\n"
             "How many nodes the map has besides the map object: 0 for a small one. Raises\n"
             "TypeError for anything but a PersistentMap. O(nodes).");

static PyObject *node_count(PyObject *module, PyObject *map) {
  if (!check_map(module, "node_count", map)) return NULL;
  return PyLong_FromSize_t(pm_map_measure(AS_MAP(map)).nodes);
}

PyDoc_STRVAR(
    byte_count_doc,
    "byte_count($module, map, /)\n--\n\n"
    "The bytes of the map object and all of its nodes, with the collector's heads.\n"
    "Not counted: keys and values, what the allocator rounds up, and what a subclass\n"
    "adds to the object. Raises TypeError for anything but a PersistentMap. O(nodes).");

static PyObject *byte_count(PyObject *module, PyObject *map) {
  if (!check_map(module, "byte_count", map)) return NULL;
  return bytes_with_heads(pm_map_measure(AS_MAP(map)), 1);
}

PyDoc_STRVAR(exclusive_bytes_doc,
             "exclusive_bytes($module, map, other, /)\n--\n\n"
             "Those of byte_count(map) that other does not share: what it costs to keep map\n"
             "beside other. 0 if they are one object. Raises TypeError for anything but\n"
             "PersistentMaps. O(nodes that differ).");

static PyObject *exclusive_bytes(PyObject *module, PyObject *const *args, Py_ssize_t n) {
  if (n != 2) {
    PyErr_Format(PyExc_TypeError, "exclusive_bytes expected 2 arguments, got %zd", n);
    return NULL;
  }
  if (!check_map(module, "exclusive_bytes", args[0])) return NULL;
  if (!check_map(module, "exclusive_bytes", args[1])) return NULL;
  struct pm_measure measure = pm_map_measure_beside(AS_MAP(args[0]), AS_MAP(args[1]));
  return bytes_with_heads(measure, args[0] == args[1] ? 0 : 1);
}

static PyMethodDef measure_functions[] = {
    {"node_count", node_count, METH_O, node_count_doc},
    {"byte_count", byte_count, METH_O, byte_count_doc},
    {"exclusive_bytes", (PyCFunction)(void (*)(void))exclusive_bytes, METH_FASTCALL,
     exclusive_bytes_doc},
    {0},
};

int add_measure_functions(PyObject *module) {
  return PyModule_AddFunctions(module, measure_functions);
}
