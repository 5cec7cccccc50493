/* Iterators over keys, values and items, and the lists made in one pass.
 *
 * A map never changes, so an iterator needs no check for that: it holds the map and a
 * cursor. Iterators themselves do change, and may be shared between threads: every method
 * locks its iterator. What core hands out is borrowed from the map, and almost anything
 * (an allocation, a released reference) may run code that uses this very iterator again,
 * so references are taken at once and the state is consistent before any such call.
 */
#include "module.h"
#include "critical.h"
#include "prefetch.h"

/* dict hands out its last tuple again if nobody kept it. Without a global lock nobody can
 * tell, and from 3.14 on a tuple remembers its hash. */
#if defined(Py_GIL_DISABLED) || PY_VERSION_HEX >= 0x030E0000
#define REUSES_PAIRS 0
#else
#define REUSES_PAIRS 1
#endif

typedef struct {
  PyObject ob_base;
  PyObject *map;   /* NULL: exhausted */
  PyObject *pair;  /* the first tuple handed out, to be used again; or NULL */
  uint32_t beyond; /* entries that lie after the cursor's leaf */
  enum iter_kind kind;
  struct pm_cursor cursor;
} map_iter;

PyObject *map_iterator(module_state *state, PyObject *map, enum iter_kind kind) {
  map_iter *it = (map_iter *)free_list_take(&state->free_iters);
  if (!it) it = PyObject_GC_New(map_iter, state->iter_type);
  if (!it) return NULL;
  it->map = Py_NewRef(map);
  it->pair = NULL;
  it->kind = kind;
  pm_cursor_start(&it->cursor, AS_MAP(map));
  it->beyond = AS_MAP(map)->count - it->cursor.n;
  PyObject_GC_Track((PyObject *)it);
  return (PyObject *)it;
}

/* ---- One step ---- */

static void iter_release(map_iter *it) {
  PyObject *map = it->map;
  it->map = NULL;
  it->beyond = 0;
  it->cursor.i = it->cursor.n = 0;
  Py_CLEAR(it->pair);
  Py_XDECREF(map);
}

/* All that will be handed out from a leaf of a large map, when the leaf is entered. */
static void prefetch_leaf(struct pm_cursor *cursor, enum iter_kind kind) {
  for (uint32_t i = cursor->i; i < cursor->n; i++) {
    if (kind != ITER_VALUES) PREFETCH(cursor->entry[i].key, 0);
    if (kind != ITER_KEYS) PREFETCH(cursor->entry[i].value, 0);
  }
}

static struct pm_entry *enter_next_leaf(map_iter *it) {
  if (!it->map) return NULL;
  struct pm_entry *entry = pm_cursor_next(&it->cursor);
  if (!entry) {
    iter_release(it);
    return NULL;
  }
  it->beyond -= it->cursor.n;
  if (AS_MAP(it->map)->count >= PREFETCH_FROM) prefetch_leaf(&it->cursor, it->kind);
  return entry;
}

/* pm_cursor_next, with its most frequent case in line. */
static inline struct pm_entry *iter_advance(map_iter *it) {
  struct pm_cursor *cursor = &it->cursor;
  if (cursor->i < cursor->n) return &cursor->entry[cursor->i++];
  return enter_next_leaf(it);
}

static PyObject *refill_pair(map_iter *it) {
  PyObject *pair = it->pair;
  struct pm_entry *entry = iter_advance(it);
  if (!entry) return NULL;
  Py_INCREF(pair);
  PyObject *old_key = PyTuple_GET_ITEM(pair, 0), *old_value = PyTuple_GET_ITEM(pair, 1);
  PyTuple_SET_ITEM(pair, 0, Py_NewRef(entry->key));
  PyTuple_SET_ITEM(pair, 1, Py_NewRef(entry->value));
  /* The collector stops tracking a tuple of atoms; what is in it now may be otherwise. */
  if (AS_MAP(it->map)->flags && !PyObject_GC_IsTracked(pair)) PyObject_GC_Track(pair);
  Py_DECREF(old_key);
  Py_DECREF(old_value);
  return pair;
}

static PyObject *next_pair(map_iter *it) {
  if (REUSES_PAIRS && it->pair && Py_REFCNT(it->pair) == 1) return refill_pair(it);
  if (!it->map) return NULL;
  /* Allocated first: if that fails, or runs code that steps this iterator, no entry is lost. */
  PyObject *pair = PyTuple_New(2);
  if (!pair) return NULL;
  struct pm_entry *entry = iter_advance(it);
  if (!entry) {
    Py_DECREF(pair);
    return NULL;
  }
  PyTuple_SET_ITEM(pair, 0, Py_NewRef(entry->key));
  PyTuple_SET_ITEM(pair, 1, Py_NewRef(entry->value));
  if (REUSES_PAIRS && !it->pair) it->pair = Py_NewRef(pair);
  return pair;
}

static PyObject *next_locked(map_iter *it) {
  if (it->kind == ITER_ITEMS) return next_pair(it);
  struct pm_entry *entry = iter_advance(it);
  if (!entry) return NULL;
  return Py_NewRef(it->kind == ITER_KEYS ? entry->key : entry->value);
}

static PyObject *iter_next(PyObject *self) {
  PyObject *result;
  Py_BEGIN_CRITICAL_SECTION(self);
  result = next_locked((map_iter *)self);
  Py_END_CRITICAL_SECTION();
  return result;
}

/* ---- Lists ---- */

static PyObject *entry_pair(struct pm_entry *entry) {
  PyObject *pair = PyTuple_New(2);
  if (!pair) return NULL;
  PyTuple_SET_ITEM(pair, 0, Py_NewRef(entry->key));
  PyTuple_SET_ITEM(pair, 1, Py_NewRef(entry->value));
  return pair;
}

static PyObject *entry_object(struct pm_entry *entry, enum iter_kind kind) {
  switch (kind) {
  case ITER_KEYS: return Py_NewRef(entry->key);
  case ITER_VALUES: return Py_NewRef(entry->value);
  default: return entry_pair(entry);
  }
}

/* A list of the n entries that are left before the cursor, whose map the caller holds. The
 * collector may run while tuples are made and must not show anyone a list with holes. */
static PyObject *cursor_list(struct pm_cursor *cursor, Py_ssize_t n, enum iter_kind kind) {
  PyObject *list = PyList_New(n);
  if (!list) return NULL;
  PyObject_GC_UnTrack(list);
  for (Py_ssize_t i = 0; i < n; i++) {
    struct pm_entry *entry = pm_cursor_next(cursor);
    if (cursor->i == 1 && (size_t)n >= PREFETCH_FROM) prefetch_leaf(cursor, kind);
    PyObject *object = entry_object(entry, kind);
    if (!object) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SET_ITEM(list, i, object);
  }
  PyObject_GC_Track(list);
  return list;
}

PyObject *map_list(PyObject *map, enum iter_kind kind) {
  struct pm_cursor cursor;
  pm_cursor_start(&cursor, AS_MAP(map));
  return cursor_list(&cursor, AS_MAP(map)->count, kind);
}

PyObject *map_reversed(PyObject *map, enum iter_kind kind) {
  PyObject *list = map_list(map, kind);
  if (!list) return NULL;
  PyObject *iterator = PyObject_CallMethod(list, "__reversed__", NULL);
  Py_DECREF(list);
  return iterator;
}

/* ---- Methods ---- */

static Py_ssize_t entries_left(map_iter *it) {
  return (Py_ssize_t)it->beyond + (it->cursor.n - it->cursor.i);
}

PyDoc_STRVAR(length_hint_doc, "__length_hint__($self, /)\n--\n\n"
                              "How many entries are left; exact. O(1).");

static PyObject *iter_length_hint(PyObject *self, PyObject *Py_UNUSED(unused)) {
  Py_ssize_t remaining;
  Py_BEGIN_CRITICAL_SECTION(self);
  remaining = entries_left((map_iter *)self);
  Py_END_CRITICAL_SECTION();
  return PyLong_FromSsize_t(remaining);
}

PyDoc_STRVAR(reduce_doc, "__reduce__($self, /)\n--\n\n"
                         "For copy and pickle, as dict's iterators do it: the entries that\n"
                         "are left become a list. The iterator itself does not move. O(n).");

static PyObject *remaining_list(map_iter *it) {
  PyObject *map;
  struct pm_cursor cursor;
  Py_ssize_t remaining;
  Py_BEGIN_CRITICAL_SECTION(it);
  map = Py_XNewRef(it->map);
  cursor = it->cursor;
  remaining = entries_left(it);
  Py_END_CRITICAL_SECTION();
  PyObject *list = map ? cursor_list(&cursor, remaining, it->kind) : PyList_New(0);
  Py_XDECREF(map);
  return list;
}

static PyObject *iter_reduce(PyObject *self, PyObject *Py_UNUSED(unused)) {
  PyObject *list = remaining_list((map_iter *)self);
  if (!list) return NULL;
  PyObject *builtins = PyImport_ImportModule("builtins");
  PyObject *iter = builtins ? PyObject_GetAttrString(builtins, "iter") : NULL;
  Py_XDECREF(builtins);
  if (!iter) {
    Py_DECREF(list);
    return NULL;
  }
  return Py_BuildValue("N(N)", iter, list);
}

static int iter_traverse(PyObject *self, visitproc visit, void *arg) {
  map_iter *it = (map_iter *)self;
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(it->map);
  Py_VISIT(it->pair);
  return 0;
}

static int iter_clear(PyObject *self) {
  iter_release((map_iter *)self);
  return 0;
}

static void iter_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  iter_release((map_iter *)self);
  module_state *state = state_at_end(type);
  if (!state || !free_list_keep(&state->free_iters, self)) PyObject_GC_Del(self);
  Py_DECREF(type);
}

PyDoc_STRVAR(iter_doc, "An iterator over a PersistentMap. It keeps the map alive until it is\n"
                       "exhausted and needs memory for the map's depth only.");

static PyMethodDef iter_methods[] = {
    {"__length_hint__", iter_length_hint, METH_NOARGS, length_hint_doc},
    {"__reduce__", iter_reduce, METH_NOARGS, reduce_doc},
    {0},
};

static PyType_Slot iter_slots[] = {
    {Py_tp_doc, (void *)iter_doc},   {Py_tp_iter, PyObject_SelfIter},
    {Py_tp_iternext, iter_next},     {Py_tp_methods, iter_methods},
    {Py_tp_traverse, iter_traverse}, {Py_tp_clear, iter_clear},
    {Py_tp_dealloc, iter_dealloc},   {0, NULL},
};

PyType_Spec iter_spec = {
    .name = "pypersistent.PersistentMap_iterator",
    .basicsize = sizeof(map_iter),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION |
             Py_TPFLAGS_IMMUTABLETYPE,
    .slots = iter_slots,
};
