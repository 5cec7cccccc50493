/* Nodes as Python objects: two types of one layout.
 *
 * Neither has a tp_clear. Nodes and maps never change after they are published, so, as with
 * tuples, what they hold is older than they are, and every cycle through them passes through
 * an object that can change. That object's tp_clear breaks the cycle.
 */
#include "module.h"

/* ---- Equality that may run any code ---- */

/* Both are kept alive during the comparison. Stored keys are safe in their map, which the
 * caller holds; but the caller's caller may be C code with borrowed references. */
int pm_eq_slow(PyObject *a, PyObject *b) {
  Py_INCREF(a);
  Py_INCREF(b);
  int equal = PyObject_RichCompareBool(a, b, Py_EQ);
  Py_DECREF(a);
  Py_DECREF(b);
  return equal;
}

/* ---- Making nodes ---- */

static size_t node_bytes(struct pm_node *node) {
  return node->width ? pm_branch_bytes(node->width) : pm_leaf_bytes(node->count);
}

/* Behind the header. */
static size_t words_of_bytes(size_t bytes) {
  return (bytes - sizeof(struct pm_node)) / sizeof(uint64_t);
}

static PyObject *plain_node_alloc(module_state *state, size_t bytes) {
  PyObject *kept = free_lists_take(&state->free_nodes, words_of_bytes(bytes));
  if (kept) return kept;
  PyObject *node = PyObject_Malloc(bytes);
  return node ? PyObject_Init(node, state->node_type) : PyErr_NoMemory();
}

/* The item count that PyObject_GC_NewVar stores lies where core then writes count, width and
 * flags; nothing asks a node for its Py_SIZE. The allocation may run the collector, which
 * does not know the new node before it is published. */
static PyObject *gc_node_alloc(module_state *state, size_t bytes) {
  size_t words = words_of_bytes(bytes);
  PyObject *kept = free_lists_take(&state->free_gc_nodes, words);
  if (kept) return kept;
  return (PyObject *)PyObject_GC_NewVar(PyVarObject, state->gc_node_type, (Py_ssize_t)words);
}

struct pm_node *pm_node_alloc(struct pm_host *host, size_t bytes, uint32_t flags) {
  return (struct pm_node *)(flags ? gc_node_alloc(host->state, bytes)
                                  : plain_node_alloc(host->state, bytes));
}

void pm_node_publish(struct pm_host *host, struct pm_node *node) {
  if (node->flags && !host->track_late) PyObject_GC_Track(node);
}

struct pm_item *pm_items_alloc(struct pm_host *host, size_t n) {
  (void)host;
  struct pm_item *items = PyMem_New(struct pm_item, n);
  if (!items) PyErr_NoMemory();
  return items;
}

/* ---- Walking a node's children; neighbouring slots that agree are one reference ---- */

void node_track_new(struct pm_node *node) {
  if (!node->flags || PyObject_GC_IsTracked((PyObject *)node)) return;
  PyObject_GC_Track(node);
  if (!node->width) return;
  pm_child *child = pm_branch_children(node), last = 0;
  for (uint32_t s = 0; s < 1u << node->width; s++) {
    if (child[s] && child[s] != last) node_track_new(pm_child_node(child[s]));
    last = child[s];
  }
}

int entries_visit(struct pm_entry *entry, uint32_t n, visitproc visit, void *arg) {
  for (uint32_t i = 0; i < n; i++) {
    Py_VISIT(entry[i].key);
    Py_VISIT(entry[i].value);
  }
  return 0;
}

static int node_traverse(PyObject *self, visitproc visit, void *arg) {
  struct pm_node *node = (struct pm_node *)self;
  Py_VISIT(Py_TYPE(self));
  if (!node->width) return entries_visit(pm_leaf_entries(node), node->count, visit, arg);
  pm_child *child = pm_branch_children(node), last = 0;
  for (uint32_t s = 0; s < 1u << node->width; s++) {
    if (child[s] != last) Py_VISIT((PyObject *)pm_child_node(child[s]));
    last = child[s];
  }
  return 0;
}

/* ---- The end of a node ---- */

/* Releases what the node holds; how many words it has behind its header. */
static size_t node_clear(PyObject *self) {
  struct pm_node *node = (struct pm_node *)self;
  size_t words = words_of_bytes(node_bytes(node));
  pm_node_clear(NULL, node);
  return words;
}

/* The recursion is bounded: a trie is at most PM_LEVELS branches deep, and a map inside a
 * map counts for CPython's trashcan (map_dealloc). */
static void plain_node_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  size_t words = node_clear(self);
  module_state *state = state_at_end(type);
  if (!state || !free_lists_keep(&state->free_nodes, words, self)) PyObject_Free(self);
  Py_DECREF(type);
}

static void gc_node_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  size_t words = node_clear(self);
  module_state *state = state_at_end(type);
  if (!state || !free_lists_keep(&state->free_gc_nodes, words, self)) PyObject_GC_Del(self);
  Py_DECREF(type);
}

/* ---- Types ---- */

PyDoc_STRVAR(node_doc, "A part of PersistentMaps, shared by their versions; only the garbage\n"
                       "collector's functions ever show one.");

PyDoc_STRVAR(node_sizeof_doc, "__sizeof__($self, /)\n--\n\nBytes of this node. O(1).");

/* The inherited one would take count, width and flags for an item count. */
static PyObject *node_sizeof(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return PyLong_FromSize_t(node_bytes((struct pm_node *)self));
}

static PyMethodDef node_methods[] = {
    {"__sizeof__", node_sizeof, METH_NOARGS, node_sizeof_doc},
    {0},
};

static PyType_Slot node_slots[] = {
    {Py_tp_doc, (void *)node_doc},
    {Py_tp_methods, node_methods},
    {Py_tp_dealloc, plain_node_dealloc},
    {0, NULL},
};

static PyType_Slot gc_node_slots[] = {
    {Py_tp_doc, (void *)node_doc},
    {Py_tp_methods, node_methods},
    {Py_tp_dealloc, gc_node_dealloc},
    {Py_tp_traverse, node_traverse},
    {0, NULL},
};

#define NODE_FLAGS                                                                             \
  (Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION)

PyType_Spec node_spec = {
    .name = "pypersistent._core.AtomicNode",
    .basicsize = sizeof(struct pm_node),
    .itemsize = sizeof(uint64_t),
    .flags = NODE_FLAGS,
    .slots = node_slots,
};

PyType_Spec gc_node_spec = {
    .name = "pypersistent._core.Node",
    .basicsize = sizeof(struct pm_node),
    .itemsize = sizeof(uint64_t),
    .flags = NODE_FLAGS | Py_TPFLAGS_HAVE_GC,
    .slots = gc_node_slots,
};
