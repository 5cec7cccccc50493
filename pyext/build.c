/* Maps of dicts, other mappings, pairs and keyword arguments: everything becomes an array of
 * associations first, of which core builds all nodes at once.
 *
 * A dict is walked by PyDict_Next, during which no foreign code may run. So the walk takes
 * references, and hashes of str and int only; other keys are asked for theirs afterwards,
 * when their __hash__ may do to the dict what it likes.
 */
#include "map_object.h"
#include "critical.h"

/* ---- Gathering ---- */

void gather_start(struct gather *g, module_state *state) {
  g->state = state;
  g->items = g->few;
  g->n = 0;
  g->room = PM_LEAF_MAX;
  g->unhashed = false;
  g->distinct = false;
}

static void free_items(struct gather *g) {
  if (g->items != g->few) PyMem_Free(g->items);
}

void gather_drop(struct gather *g) {
  for (size_t i = 0; i < g->n; i++) {
    Py_DECREF(g->items[i].key);
    Py_DECREF(g->items[i].value);
  }
  free_items(g);
}

static bool too_many(void) {
  PyErr_Format(PyExc_OverflowError, "a PersistentMap holds at most %zd entries",
               (Py_ssize_t)PM_COUNT_MAX);
  return false;
}

bool gather_reserve(struct gather *g, size_t more) {
  if (more <= g->room - g->n) return true;
  if (more > PM_COUNT_MAX - g->n) return too_many();
  struct pm_item *items = pm_items_alloc(&g->state->host, 2 * (g->n + more));
  if (!items) return false;
  memcpy(items, g->items, g->n * sizeof *items);
  free_items(g);
  g->items = items;
  g->room = g->n + more;
  return true;
}

/* Whether asking for the key's hash runs no foreign code and cannot fail. */
static bool hashes_safely(PyObject *key) {
  return PyUnicode_CheckExact(key) || PyLong_CheckExact(key);
}

void gather_add(struct gather *g, PyObject *key, PyObject *value) {
  struct pm_item *item = &g->items[g->n++];
  item->key = Py_NewRef(key);
  item->value = Py_NewRef(value);
  item->flags = pm_object_flags(&g->state->host, value);
  item->hash = 0;
  if (hashes_safely(key)) {
    (void)key_hash(key, &item->hash);
  } else {
    item->flags |= pm_object_flags(&g->state->host, key);
    g->unhashed = true;
  }
}

static bool hash_others(struct gather *g) {
  for (size_t i = 0; i < g->n; i++) {
    struct pm_item *item = &g->items[i];
    if (!hashes_safely(item->key) && !key_hash(item->key, &item->hash)) return false;
  }
  return true;
}

/* ---- Sources ---- */

HOT static bool gather_dict_locked(struct gather *g, PyObject *dict) {
  PyObject *key, *value;
  Py_ssize_t position = 0;
  if (!gather_reserve(g, (size_t)PyDict_GET_SIZE(dict))) return false;
  g->distinct = g->n == 0;
  while (PyDict_Next(dict, &position, &key, &value)) gather_add(g, key, value);
  return true;
}

static bool gather_dict(struct gather *g, PyObject *dict) {
  bool gathered;
  Py_BEGIN_CRITICAL_SECTION(dict);
  gathered = gather_dict_locked(g, dict);
  Py_END_CRITICAL_SECTION();
  return gathered;
}

static bool has_keywords(struct keywords keywords) {
  return (keywords.dict && PyDict_GET_SIZE(keywords.dict)) ||
         (keywords.names && PyTuple_GET_SIZE(keywords.names));
}

static bool gather_keywords(struct gather *g, struct keywords keywords) {
  if (keywords.dict) return gather_dict(g, keywords.dict);
  Py_ssize_t n = keywords.names ? PyTuple_GET_SIZE(keywords.names) : 0;
  if (!gather_reserve(g, (size_t)n)) return false;
  g->distinct = g->n == 0;
  for (Py_ssize_t i = 0; i < n; i++)
    gather_add(g, PyTuple_GET_ITEM(keywords.names, i), keywords.values[i]);
  return true;
}

/* 0, or -1 with an exception set. */
static int dict_add_keywords(PyObject *dict, struct keywords keywords) {
  if (keywords.dict) return PyDict_Update(dict, keywords.dict);
  Py_ssize_t n = keywords.names ? PyTuple_GET_SIZE(keywords.names) : 0;
  for (Py_ssize_t i = 0; i < n; i++)
    if (PyDict_SetItem(dict, PyTuple_GET_ITEM(keywords.names, i), keywords.values[i]) < 0)
      return -1;
  return 0;
}

int optional_attribute(PyObject *o, const char *name, PyObject **attribute) {
  *attribute = PyObject_GetAttrString(o, name);
  if (*attribute) return 1;
  if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return -1;
  PyErr_Clear();
  return 0;
}

int has_keys(PyObject *o) {
  PyObject *keys;
  int found = optional_attribute(o, "keys", &keys);
  Py_XDECREF(keys);
  return found;
}

/* By way of a dict, which gives dict's errors; source may be any subclass of dict. */
static bool gather_other(struct gather *g, PyObject *source, struct keywords keywords) {
  PyObject *dict = PyDict_New();
  int mapping = dict ? has_keys(source) : -1, failed = -1;
  if (mapping >= 0)
    failed = mapping ? PyDict_Update(dict, source) : PyDict_MergeFromSeq2(dict, source, 1);
  if (failed == 0) failed = dict_add_keywords(dict, keywords);
  bool gathered = failed == 0 && gather_dict(g, dict);
  Py_XDECREF(dict);
  return gathered;
}

/* A key in both source and keywords keeps its place, for which a dict is the simplest means:
 * together they may be too many for a small map, while the different keys are not. */
bool gather_sources(struct gather *g, PyObject *source, struct keywords keywords) {
  if (!source) return gather_keywords(g, keywords);
  if (PyDict_CheckExact(source) && !has_keywords(keywords)) return gather_dict(g, source);
  return gather_other(g, source, keywords);
}

/* The entries of a map: their hashes are known already. */
static bool gather_small(struct gather *g, struct pm_map *map) {
  if (!gather_reserve(g, map->count)) return false;
  for (uint32_t i = 0; i < map->count; i++) {
    struct pm_entry *entry = &pm_small_entries(map)[i];
    struct pm_item *item = &g->items[g->n++];
    item->key = Py_NewRef(entry->key);
    item->value = Py_NewRef(entry->value);
    item->hash = pm_small_hashes(map)[i];
    item->flags = map->flags;
  }
  return true;
}

/* ---- From the gathered to a map ---- */

static PyObject *build(struct gather *g, PyTypeObject *subtype, enum pm_form form) {
  struct pm_host host = g->state->bulk_host;
  struct pm_map *map = NULL;
  host.subtype = subtype;
  enum pm_built built = g->distinct && !g->unhashed
                            ? pm_build_distinct(&host, g->items, (uint32_t)g->n, form, &map)
                            : pm_build(&host, g->items, (uint32_t)g->n, form, &map);
  free_items(g);
  return built == PM_BUILT ? (PyObject *)map : NULL;
}

static PyObject *build_hashed(struct gather *g, PyTypeObject *subtype, enum pm_form form) {
  if (!g->unhashed || hash_others(g)) return build(g, subtype, form);
  gather_drop(g);
  return NULL;
}

PyObject *gather_map(struct gather *g, PyTypeObject *subtype) {
  if (g->n || subtype) return build_hashed(g, subtype, subtype ? PM_TRIE : PM_SMALL);
  free_items(g);
  return Py_NewRef(g->state->empty);
}

PyObject *gather_trie(struct gather *g) {
  return build_hashed(g, NULL, PM_TRIE);
}

/* ---- New maps ---- */

/* A map of the wanted type with the contents of map; the map itself if it has that type. */
static PyObject *map_cast(module_state *state, PyTypeObject *subtype, PyObject *map) {
  if (!subtype && is_exact_type(Py_TYPE(map))) return Py_NewRef(map);
  if (!subtype && !AS_MAP(map)->count) return Py_NewRef(state->empty);
  if (AS_MAP(map)->form == PM_TRIE) return map_share(state, subtype, map);
  struct gather g;
  gather_start(&g, state);
  if (gather_small(&g, AS_MAP(map))) return build(&g, subtype, PM_TRIE);
  gather_drop(&g);
  return NULL;
}

PyObject *map_make(module_state *state, PyTypeObject *subtype, PyObject *source,
                   struct keywords keywords) {
  if (source && !PyDict_CheckExact(source) && is_map(state, source)) {
    PyObject *map = map_update(state, source, NULL, keywords);
    if (!map) return NULL;
    PyObject *result = map_cast(state, subtype, map);
    Py_DECREF(map);
    return result;
  }
  struct gather g;
  gather_start(&g, state);
  if (gather_sources(&g, source, keywords)) return gather_map(&g, subtype);
  gather_drop(&g);
  return NULL;
}

PyObject *map_from_object(module_state *state, PyObject *source, PyObject *kwargs) {
  return map_make(state, NULL, source, (struct keywords){.dict = kwargs});
}

/* ---- Updates ---- */

PyObject *map_merge(module_state *state, PyObject *self, PyObject *other) {
  struct pm_map *a = AS_MAP(self), *b = AS_MAP(other), *result = NULL;
  if (b->count == 0) return Py_NewRef(self);
  if (a->count == 0) return map_cast(state, NULL, other);
  if (b->count > PM_COUNT_MAX - a->count) {
    too_many();
    return NULL;
  }
  switch (pm_merge(&state->bulk_host, a, b, &result)) {
  case PM_MERGE_SAME: return Py_NewRef(self);
  case PM_MERGED: return (PyObject *)result;
  default: return NULL;
  }
}

/* A single association needs no merge. Takes what is gathered. */
static PyObject *update_one(struct gather *g, PyObject *self) {
  struct pm_item *item = &g->items[0];
  PyObject *result = NULL;
  if (!g->unhashed || hash_others(g))
    result = map_with(g->state, self, item->hash, item->key, item->value);
  gather_drop(g);
  return result;
}

static PyObject *update_gathered(struct gather *g, PyObject *self) {
  if (g->n == 0) {
    gather_drop(g);
    return Py_NewRef(self);
  }
  if (g->n == 1) return update_one(g, self);
  PyObject *other = gather_map(g, NULL);
  if (!other) return NULL;
  PyObject *result = map_merge(g->state, self, other);
  Py_DECREF(other);
  return result;
}

static PyObject *update_both(module_state *state, PyObject *self, PyObject *other,
                             struct keywords keywords) {
  PyObject *merged = map_merge(state, self, other);
  if (!merged || !has_keywords(keywords)) return merged;
  PyObject *result = map_update(state, merged, NULL, keywords);
  Py_DECREF(merged);
  return result;
}

PyObject *map_update(module_state *state, PyObject *self, PyObject *source,
                     struct keywords keywords) {
  if (source && is_map(state, source)) return update_both(state, self, source, keywords);
  struct gather g;
  gather_start(&g, state);
  if (gather_sources(&g, source, keywords)) return update_gathered(&g, self);
  gather_drop(&g);
  return NULL;
}
