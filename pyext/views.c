/* keys(), values() and items(): views that can be iterated any number of times.
 *
 * They behave as dict's do, which is what collections.abc asks of them: keys and items are
 * sets (of pairs), and every operator answers with a plain set. A view refers to its map and
 * to nothing else and never changes, so a cycle through it also passes through something the
 * collector can break: views need no tp_clear.
 */
#include "map_object.h"

typedef struct {
  PyObject ob_base;
  PyObject *map;
  enum iter_kind kind;
} map_view_object;

static void view_dealloc(PyObject *self);

static PyObject *view_map(PyObject *view) {
  return ((map_view_object *)view)->map;
}

static bool is_view(PyObject *o) {
  return Py_TYPE(o)->tp_dealloc == view_dealloc; /* the types cannot be subclassed */
}

static bool is_view_of(PyObject *o, enum iter_kind kind) {
  return is_view(o) && ((map_view_object *)o)->kind == kind;
}

static bool is_set_view_of_map(PyObject *o) {
  return is_view(o) && ((map_view_object *)o)->kind != ITER_VALUES;
}

/* Of a map or of a dict: has a quick look-up, and a length that never fails. */
static bool is_set_view(PyObject *o) {
  return is_set_view_of_map(o) || PyDictViewSet_Check(o);
}

PyObject *map_view(module_state *state, PyObject *map, enum iter_kind kind) {
  map_view_object *view = (map_view_object *)free_list_take(&state->free_views[kind]);
  if (!view) view = PyObject_GC_New(map_view_object, state->view_types[kind]);
  if (!view) return NULL;
  view->map = Py_NewRef(map);
  view->kind = kind;
  PyObject_GC_Track((PyObject *)view);
  return (PyObject *)view;
}

/* ---- What all views do ---- */

static Py_ssize_t view_len(PyObject *self) {
  return AS_MAP(view_map(self))->count;
}

static PyObject *view_iter(PyObject *self) {
  map_view_object *view = (map_view_object *)self;
  return map_iterator(state_of_type(Py_TYPE(self)), view->map, view->kind);
}

PyDoc_STRVAR(reversed_doc, "__reversed__($self, /)\n--\n\n"
                           "An iterator in the opposite order of iter(self). O(n), also in\n"
                           "memory: it walks a list.");

static PyObject *view_reversed(PyObject *self, PyObject *Py_UNUSED(unused)) {
  return map_reversed(view_map(self), ((map_view_object *)self)->kind);
}

static PyObject *view_repr(PyObject *self) {
  static const char *const names[] = {"keys", "values", "items"};
  enum iter_kind kind = ((map_view_object *)self)->kind;
  int entered = Py_ReprEnter(self);
  if (entered) return entered > 0 ? PyUnicode_FromString("...") : NULL;
  PyObject *text = NULL, *list = map_list(view_map(self), kind);
  if (list) text = PyUnicode_FromFormat("PersistentMap_%s(%R)", names[kind], list);
  Py_XDECREF(list);
  Py_ReprLeave(self);
  return text;
}

static PyObject *view_mapping(PyObject *self, void *Py_UNUSED(closure)) {
  return Py_NewRef(view_map(self));
}

static int view_traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(view_map(self));
  return 0;
}

static void view_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  enum iter_kind kind = ((map_view_object *)self)->kind;
  Py_DECREF(view_map(self));
  module_state *state = state_at_end(type);
  if (!state || !free_list_keep(&state->free_views[kind], self)) PyObject_GC_Del(self);
  Py_DECREF(type);
}

/* ---- Membership ---- */

/* The value of key in map: 1 and a new reference, 0, or -1 with an exception set. */
static int map_value(PyObject *map, PyObject *key, PyObject **value) {
  struct pm_host *host = host_of(state_of_map(map));
  pm_object *found;
  uint32_t hash;
  if (!key_hash(key, &hash)) return -1;
  enum pm_found outcome = pm_find(host, AS_MAP(map), hash, key, &found);
  if (outcome == PM_FOUND) *value = Py_NewRef(found);
  return outcome;
}

static int keys_contains(PyObject *self, PyObject *key) {
  PyObject *value;
  int found = map_value(view_map(self), key, &value);
  if (found == 1) Py_DECREF(value);
  return found;
}

static int items_contains(PyObject *self, PyObject *item) {
  if (!PyTuple_Check(item) || PyTuple_GET_SIZE(item) != 2) return 0;
  PyObject *value;
  int found = map_value(view_map(self), PyTuple_GET_ITEM(item, 0), &value);
  if (found != 1) return found;
  found = PyObject_RichCompareBool(value, PyTuple_GET_ITEM(item, 1), Py_EQ);
  Py_DECREF(value);
  return found;
}

/* 1 if container holds each item of the iterable (expected 1), or none (0); 0 if not, or -1 with
 * an exception. */
static int holds_each(PyObject *container, PyObject *iterable, int expected) {
  PyObject *item, *iterator = PyObject_GetIter(iterable);
  if (!iterator) return -1;
  int found = expected;
  while (found == expected && (item = PyIter_Next(iterator))) {
    found = PySequence_Contains(container, item);
    Py_DECREF(item);
  }
  Py_DECREF(iterator);
  return PyErr_Occurred() ? -1 : found == expected;
}

/* ---- Comparing ---- */

/* 1 for what compares with a set: sets and instances of collections.abc.Set. */
static int is_set_like(PyObject *o) {
  if (PyAnySet_Check(o) || is_set_view(o)) return 1;
  PyObject *abc = PyImport_ImportModule("collections.abc");
  PyObject *set_class = abc ? PyObject_GetAttrString(abc, "Set") : NULL;
  int answer = set_class ? PyObject_IsInstance(o, set_class) : -1;
  Py_XDECREF(set_class);
  Py_XDECREF(abc);
  return answer;
}

static int subset(PyObject *small, PyObject *large, bool lengths_fit) {
  return lengths_fit ? holds_each(large, small, 1) : 0;
}

static PyObject *view_compare(PyObject *self, PyObject *other, int op) {
  int set_like = is_set_like(other);
  if (set_like < 0) return NULL;
  if (!set_like) Py_RETURN_NOTIMPLEMENTED;
  Py_ssize_t length = view_len(self), other_length = PyObject_Size(other);
  if (other_length < 0) return NULL;
  int answer = -1;
  switch (op) {
  case Py_EQ:
  case Py_NE: answer = subset(self, other, length == other_length); break;
  case Py_LT: answer = subset(self, other, length < other_length); break;
  case Py_LE: answer = subset(self, other, length <= other_length); break;
  case Py_GT: answer = subset(other, self, length > other_length); break;
  case Py_GE: answer = subset(other, self, length >= other_length); break;
  }
  if (answer < 0) return NULL;
  return PyBool_FromLong(op == Py_NE ? !answer : answer);
}

/* ---- Set operators; either operand may be the view ---- */

/* Calls the method of set with that argument: 0, or -1 with an exception set. */
static int change_set(PyObject *set, const char *method, PyObject *argument) {
  PyObject *none = PyObject_CallMethod(set, method, "(O)", argument);
  Py_XDECREF(none);
  return none ? 0 : -1;
}

/* set(left), changed by its method with argument right. */
static PyObject *set_changed_by(PyObject *left, PyObject *right, const char *method) {
  PyObject *set = PySet_New(left);
  if (set && change_set(set, method, right) < 0) Py_CLEAR(set);
  return set;
}

static PyObject *view_or(PyObject *left, PyObject *right) {
  return set_changed_by(left, right, "update");
}

static PyObject *view_sub(PyObject *left, PyObject *right) {
  return set_changed_by(left, right, "difference_update");
}

/* Takes the pair out of the dict `rest` if it is there, else adds it to the set `differing`. */
static int cancel_pair(PyObject *rest, PyObject *differing, PyObject *pair) {
  PyObject *key = PyTuple_GET_ITEM(pair, 0), *value;
  int equal = dict_find(rest, key, &value);
  if (equal > 0) {
    equal = PyObject_RichCompareBool(value, PyTuple_GET_ITEM(pair, 1), Py_EQ);
    Py_DECREF(value);
  }
  if (equal < 0) return -1;
  return equal ? PyDict_DelItem(rest, key) : PySet_Add(differing, pair);
}

/* cancel_pair for each pair of `items`, then the rest: 0, or -1 with an exception set. */
static int add_differing(PyObject *differing, PyObject *rest, PyObject *items) {
  PyObject *pair, *iterator = PyObject_GetIter(items);
  if (!iterator) return -1;
  int outcome = 0;
  while (outcome == 0 && (pair = PyIter_Next(iterator))) {
    outcome = cancel_pair(rest, differing, pair);
    Py_DECREF(pair);
  }
  Py_DECREF(iterator);
  if (PyErr_Occurred()) return -1;
  PyObject *left_over = PyDict_Items(rest);
  outcome = left_over ? change_set(differing, "update", left_over) : -1;
  Py_XDECREF(left_over);
  return outcome;
}

/* As dict's items do it: values are compared, and only pairs that differ need a hash. */
static PyObject *items_xor(PyObject *left, PyObject *right) {
  PyObject *rest = PyDict_New();
  if (!rest) return NULL;
  PyObject *differing = NULL;
  if (PyDict_MergeFromSeq2(rest, left, 1) == 0) differing = PySet_New(NULL);
  if (differing && add_differing(differing, rest, right) < 0) Py_CLEAR(differing);
  Py_DECREF(rest);
  return differing;
}

static bool is_items_view(PyObject *o) {
  return PyDictItems_Check(o) || is_view_of(o, ITER_ITEMS);
}

static PyObject *view_xor(PyObject *left, PyObject *right) {
  if (is_items_view(left) && is_items_view(right)) return items_xor(left, right);
  return set_changed_by(left, right, "symmetric_difference_update");
}

/* Adds to set what iterable yields and container holds: 0, or -1 with an exception set. */
static int add_common(PyObject *set, PyObject *container, PyObject *iterable) {
  PyObject *item, *iterator = PyObject_GetIter(iterable);
  if (!iterator) return -1;
  int outcome = 0;
  while (outcome >= 0 && (item = PyIter_Next(iterator))) {
    outcome = PySequence_Contains(container, item);
    if (outcome == 1) outcome = PySet_Add(set, item);
    Py_DECREF(item);
  }
  Py_DECREF(iterator);
  return PyErr_Occurred() ? -1 : 0;
}

/* Whether & walks the view and looks up in the other side. Of two equal elements, the walked
 * one is in the answer, so dict's choice is ours too; but dict walks a frozenset of any length.
 * We do that only beside items, as pairs may have no hash to look them up by. */
static bool and_walks_view(PyObject *view, PyObject *other) {
  Py_ssize_t length = view_len(view);
  if (PySet_CheckExact(other)) return length <= PySet_Size(other);
  bool quick = PyFrozenSet_CheckExact(other) ? is_view_of(view, ITER_KEYS) : is_set_view(other);
  return quick && length < PyObject_Size(other);
}

static PyObject *view_and(PyObject *left, PyObject *right) {
  PyObject *view = is_set_view_of_map(left) ? left : right;
  PyObject *other = view == left ? right : left;
  PyObject *set = PySet_New(NULL);
  if (!set) return NULL;
  int outcome =
      and_walks_view(view, other) ? add_common(set, other, view) : add_common(set, view, other);
  if (outcome < 0) Py_CLEAR(set);
  return set;
}

PyDoc_STRVAR(isdisjoint_doc,
             "isdisjoint($self, other, /)\n--\n\n"
             "True if no element of the iterable other is in the view. Raises TypeError if\n"
             "other is not iterable. At most one look-up for each element of other; of the\n"
             "shorter side, if other is a set, a frozenset, or a view of keys or items.");

static PyObject *view_isdisjoint(PyObject *self, PyObject *other) {
  PyObject *walked = other, *asked = self;
  if (PyAnySet_CheckExact(other) || is_set_view(other)) {
    if (PyObject_Size(other) > view_len(self)) walked = self, asked = other;
  }
  int disjoint = holds_each(asked, walked, 0);
  return disjoint < 0 ? NULL : PyBool_FromLong(disjoint);
}

/* ---- The three types ---- */

static PyGetSetDef view_getset[] = {
    {"mapping", view_mapping, NULL, "The map this is a view of.", NULL},
    {0},
};

/* The values view has all but the first. */
static PyMethodDef set_view_methods[] = {
    {"isdisjoint", view_isdisjoint, METH_O, isdisjoint_doc},
    {"__reversed__", view_reversed, METH_NOARGS, reversed_doc},
    {0},
};

PyDoc_STRVAR(keys_doc, "The keys of a PersistentMap: a set-like view. O(1) to make; `in` is a\n"
                       "look-up; & | - ^ take any iterable on the other side and make a set.");
PyDoc_STRVAR(values_doc, "The values of a PersistentMap, one for each key. O(1) to make; `in`\n"
                         "compares them one by one.");
PyDoc_STRVAR(items_doc, "The (key, value) pairs of a PersistentMap: a set-like view. O(1) to\n"
                        "make; `in` looks the key up and compares the value; operators that\n"
                        "make a set need values that are hashable, ^ of two items views only\n"
                        "those of pairs that differ.");

/* clang-format off */
#define VIEW_SLOTS(doc)                \
  {Py_tp_doc, (void *)doc},            \
  {Py_tp_dealloc, view_dealloc},       \
  {Py_tp_traverse, view_traverse},     \
  {Py_tp_iter, view_iter},             \
  {Py_tp_repr, view_repr},             \
  {Py_tp_getset, view_getset},         \
  {Py_sq_length, view_len}

#define SET_SLOTS(contains)            \
  {Py_tp_richcompare, view_compare},   \
  {Py_tp_methods, set_view_methods},   \
  {Py_nb_or, view_or},                 \
  {Py_nb_and, view_and},               \
  {Py_nb_subtract, view_sub},          \
  {Py_nb_xor, view_xor},               \
  {Py_sq_contains, contains}

#define VIEW_SPEC(kind) {                                                       \
  .name = "pypersistent.PersistentMap_" #kind,                                  \
  .basicsize = sizeof(map_view_object),                                         \
  .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | \
           Py_TPFLAGS_DISALLOW_INSTANTIATION,                                   \
  .slots = kind##_slots}
/* clang-format on */

static PyType_Slot keys_slots[] = {VIEW_SLOTS(keys_doc), SET_SLOTS(keys_contains), {0, NULL}};
static PyType_Slot items_slots[] = {
    VIEW_SLOTS(items_doc), SET_SLOTS(items_contains), {0, NULL}};
static PyType_Slot values_slots[] = {
    VIEW_SLOTS(values_doc), {Py_tp_methods, set_view_methods + 1}, {0, NULL}};

PyType_Spec keys_spec = VIEW_SPEC(keys);
PyType_Spec values_spec = VIEW_SPEC(values);
PyType_Spec items_spec = VIEW_SPEC(items);

static int register_as(PyObject *abc, const char *name, PyTypeObject *type) {
  PyObject *class = PyObject_GetAttrString(abc, name);
  if (!class) return -1;
  PyObject *result = PyObject_CallMethod(class, "register", "(O)", type);
  Py_DECREF(class);
  Py_XDECREF(result);
  return result ? 0 : -1;
}

int register_views(module_state *state) {
  PyObject *abc = PyImport_ImportModule("collections.abc");
  if (!abc) return -1;
  int failed = register_as(abc, "KeysView", state->view_types[ITER_KEYS]) < 0 ||
               register_as(abc, "ValuesView", state->view_types[ITER_VALUES]) < 0 ||
               register_as(abc, "ItemsView", state->view_types[ITER_ITEMS]) < 0;
  Py_DECREF(abc);
  return failed ? -1 : 0;
}
