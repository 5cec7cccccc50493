/* PersistentMap as a whole: ==, hash and repr.
 *
 * All three run through maps in maps. The interpreter limits how deep, by a count of calls, so
 * a level must take little of the C stack: about what dict takes. */
#include "map_object.h"

#if defined(__GNUC__)
#define OWN_FRAME __attribute__((noinline)) /* its locals are not to be part of each level */
#else
#define OWN_FRAME
#endif

/* A cursor, on the heap for the sake of the stack; NULL with an exception set. */
static OWN_FRAME struct pm_cursor *new_cursor(PyObject *map) {
  struct pm_cursor *cursor = PyMem_Malloc(sizeof *cursor);
  if (!cursor) return (struct pm_cursor *)PyErr_NoMemory();
  pm_cursor_start(cursor, AS_MAP(map));
  return cursor;
}

/* ---- Equality ---- */

/* Immutable types, contextvars.Context for one, are registered without being given the flag.
 * Most others are told from them without asking, since asking takes ten times as long. */
int is_registered_mapping(module_state *state, PyObject *o) {
  PyMappingMethods *methods = Py_TYPE(o)->tp_as_mapping;
  if (!methods || !methods->mp_subscript || !methods->mp_length) return 0;
  if (PyType_HasFeature(Py_TYPE(o), Py_TPFLAGS_SEQUENCE)) return 0;
  if (PyUnicode_Check(o) || PyBytes_Check(o)) return 0;
  return PyObject_IsInstance(o, state->mapping_class);
}

int dict_find(PyObject *dict, PyObject *key, PyObject **value) {
#if PY_VERSION_HEX >= 0x030D0000
  return PyDict_GetItemRef(dict, key, value);
#else
  *value = Py_XNewRef(PyDict_GetItemWithError(dict, key));
  return *value ? 1 : PyErr_Occurred() ? -1 : 0;
#endif
}

/* 1 if dict holds the entry's key with an equal value, 0 if not, -1 failed. */
static int dict_agrees(PyObject *dict, struct pm_entry *entry) {
  PyObject *value;
  int found = dict_find(dict, entry->key, &value);
  if (found <= 0) return found;
  int equal = pm_value_eq(NULL, entry->value, value);
  Py_DECREF(value);
  return equal;
}

/* Walks the map, which cannot change, while the dict's keys may run any code. */
static int equals_dict(PyObject *self, PyObject *dict) {
  struct pm_entry *entry;
  int agrees = 1;
  if (PyDict_GET_SIZE(dict) != (Py_ssize_t)AS_MAP(self)->count) return 0;
  struct pm_cursor *cursor = new_cursor(self);
  if (!cursor) return -1;
  while (agrees > 0 && (entry = pm_cursor_next(cursor))) agrees = dict_agrees(dict, entry);
  PyMem_Free(cursor);
  return agrees;
}

static int equals_mapping(PyObject *self, PyObject *mapping) {
  Py_ssize_t size = PyObject_Size(mapping);
  if (size < 0) return -1;
  if (size != (Py_ssize_t)AS_MAP(self)->count) return 0;
  PyObject *dict = PyDict_New();
  if (!dict) return -1;
  int equal = PyDict_Update(dict, mapping) < 0 ? -1 : equals_dict(self, dict);
  Py_DECREF(dict);
  return equal;
}

static int equals(module_state *state, PyObject *self, PyObject *other) {
  if (is_map(state, other)) return pm_equal(&state->host, AS_MAP(self), AS_MAP(other));
  return PyDict_Check(other) ? equals_dict(self, other) : equals_mapping(self, other);
}

/* PyObject_RichCompare has counted this call against the recursion limit already. */
PyObject *map_richcompare(PyObject *self, PyObject *other, int op) {
  if (op != Py_EQ && op != Py_NE) Py_RETURN_NOTIMPLEMENTED;
  module_state *state = state_of_map(self);
  int mapping = is_mapping(state, other);
  if (mapping == 0) Py_RETURN_NOTIMPLEMENTED;
  int equal = mapping < 0 ? -1 : equals(state, self, other);
  return equal < 0 ? NULL : PyBool_FromLong(op == Py_EQ ? equal : !equal);
}

/* ---- Hash ---- */

static Py_hash_t pair_hash(struct pm_entry *entry) {
  PyObject *pair = PyTuple_Pack(2, entry->key, entry->value);
  if (!pair) return -1;
  Py_hash_t hash = PyObject_Hash(pair);
  Py_DECREF(pair);
  return hash;
}

/* The hash of a frozenset with `count` elements, of whose hashes `mixed` is the xor after
 * element_mix: the numbers are those of CPython's frozenset. tests/py compares the two. */
static Py_uhash_t element_mix(Py_uhash_t hash) {
  return ((hash ^ 89869747UL) ^ (hash << 16)) * 3644798167UL;
}

static Py_hash_t frozenset_hash(Py_uhash_t mixed, uint32_t count) {
  Py_uhash_t hash = mixed ^ ((Py_uhash_t)count + 1) * 1927868237UL;
  hash ^= (hash >> 11) ^ (hash >> 25);
  hash = hash * 69069U + 907133923UL;
  return hash == (Py_uhash_t)-1 ? 590923713 : (Py_hash_t)hash;
}

static Py_hash_t compute_hash(PyObject *self) {
  struct pm_entry *entry;
  Py_hash_t hash = 0;
  Py_uhash_t mixed = 0;
  struct pm_cursor *cursor = new_cursor(self);
  if (!cursor) return -1;
  while (hash != -1 && (entry = pm_cursor_next(cursor))) {
    hash = pair_hash(entry);
    mixed ^= element_mix((Py_uhash_t)hash);
  }
  PyMem_Free(cursor);
  return hash == -1 ? -1 : frozenset_hash(mixed, AS_MAP(self)->count);
}

/* Threads may compute it at once; they store the same number. */
Py_hash_t map_hash(PyObject *self) {
  Py_hash_t hash = __atomic_load_n(&AS_MAP(self)->hash, __ATOMIC_RELAXED);
  if (hash != -1) return hash;
  if (Py_EnterRecursiveCall(" while hashing a PersistentMap")) return -1;
  hash = compute_hash(self);
  Py_LeaveRecursiveCall();
  if (hash != -1) __atomic_store_n(&AS_MAP(self)->hash, hash, __ATOMIC_RELAXED);
  return hash;
}

/* ---- Repr ---- */

/* Appends "key: value"; takes the references, of which one may be NULL with an exception set. */
static OWN_FRAME bool append_entry(PyObject *list, PyObject *key, PyObject *value) {
  PyObject *text = key && value ? PyUnicode_FromFormat("%U: %U", key, value) : NULL;
  bool appended = text && PyList_Append(list, text) == 0;
  Py_XDECREF(text);
  Py_XDECREF(value);
  Py_XDECREF(key);
  return appended;
}

/* Appends what the entries from the cursor on look like. */
static bool append_entries(PyObject *list, struct pm_cursor *cursor) {
  struct pm_entry *entry;
  while ((entry = pm_cursor_next(cursor))) {
    PyObject *key = PyObject_Repr(entry->key);
    PyObject *value = key ? PyObject_Repr(entry->value) : NULL;
    if (!append_entry(list, key, value)) return false;
  }
  return true;
}

/* A list of "key: value" strings. */
static PyObject *entry_reprs(PyObject *self) {
  PyObject *list = PyList_New(0);
  if (!list) return NULL;
  struct pm_cursor *cursor = new_cursor(self);
  if (!cursor || !append_entries(list, cursor)) Py_CLEAR(list);
  PyMem_Free(cursor);
  return list;
}

/* "NAME({LIST})"; takes the reference to list, which may be NULL with an exception set. */
static OWN_FRAME PyObject *joined_reprs(PyObject *self, PyObject *list) {
  /* Not the attribute __name__, for which a metaclass may answer with anything. */
  PyObject *result = NULL, *name = list ? PyType_GetName(Py_TYPE(self)) : NULL;
  PyObject *comma = name ? PyUnicode_FromString(", ") : NULL;
  PyObject *joined = comma ? PyUnicode_Join(comma, list) : NULL;
  if (joined) result = PyUnicode_FromFormat("%U({%U})", name, joined);
  Py_XDECREF(joined);
  Py_XDECREF(comma);
  Py_XDECREF(name);
  Py_XDECREF(list);
  return result;
}

PyObject *map_repr(PyObject *self) {
  int inside = Py_ReprEnter(self);
  if (inside < 0) return NULL;
  if (inside > 0) return joined_reprs(self, Py_BuildValue("[s]", "..."));
  PyObject *list = entry_reprs(self);
  Py_ReprLeave(self);
  return joined_reprs(self, list);
}
