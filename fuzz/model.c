#include "model.h"

#include <string.h>

void model_empty(struct model *model, enum pm_form form) {
  memset(model, 0, sizeof *model);
  model->form = form;
  model->ordered = true;
}

void model_put(struct model *model, pm_object *key, pm_object *value) {
  struct pair *pair = &model->at[key->id];
  if (!pair->key) {
    pair->key = key;
    pair->when = model->clock++;
    model->count++;
  }
  pair->value = value;
  if (model->count > PM_LEAF_MAX) model->form = PM_TRIE;
}

void model_remove(struct model *model, uint32_t id) {
  if (!model->at[id].key) return;
  model->at[id] = (struct pair){0};
  model->count--;
  model->ordered = false;
}

/* Order shows in small maps only, so only those are walked in theirs. */
void model_update(struct model *a, const struct model *b) {
  uint32_t rounds = b->form == PM_SMALL ? b->clock : 1;
  for (uint32_t when = 0; when < rounds; when++)
    for (uint32_t id = 0; id < FUZZ_KEYS; id++)
      if (b->at[id].key && (rounds == 1 || b->at[id].when == when))
        model_put(a, b->at[id].key, b->at[id].value);
  a->ordered = a->ordered && b->ordered;
}

bool model_equal(const struct model *a, const struct model *b) {
  for (uint32_t id = 0; id < FUZZ_KEYS; id++) {
    const struct pair *p = &a->at[id], *q = &b->at[id];
    if (!p->key != !q->key) return false;
    if (p->key && p->value->id != q->value->id) return false;
  }
  return true;
}

bool model_same(const struct model *a, const struct model *b) {
  for (uint32_t id = 0; id < FUZZ_KEYS; id++)
    if (a->at[id].key != b->at[id].key || a->at[id].value != b->at[id].value) return false;
  return true;
}
