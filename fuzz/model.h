/* The oracle: a dictionary so dumb that it is obviously right. One place a key. */
#ifndef FUZZ_MODEL_H
#define FUZZ_MODEL_H

#include "host.h"

/* The objects are borrowed from the map that the model describes. */
struct pair {
  pm_object *key, *value; /* both NULL: absent */
  uint32_t when;          /* rank of the key's first insertion */
};

struct model {
  uint32_t count;
  uint32_t clock;
  enum pm_form form;
  bool ordered; /* a small map yields in order of insertion */
  struct pair at[FUZZ_KEYS];
};

void model_empty(struct model *model, enum pm_form form);
/* The key object that is there stays; a new key comes last. */
void model_put(struct model *model, pm_object *key, pm_object *value);
void model_remove(struct model *model, uint32_t id);
/* The pairs of b, in b's order, on top of a. */
void model_update(struct model *a, const struct model *b);

/* Whether both hold the same keys with values of equal payload. */
bool model_equal(const struct model *a, const struct model *b);
/* Whether both hold the very same objects. */
bool model_same(const struct model *a, const struct model *b);

#endif
