/* The audit: a walk over everything that is alive, as a collector would do it. */
#include "host.h"

/* ---- Digests: over what the accessors show, so that padding does not count ---- */

static uint64_t mix(uint64_t digest, uint64_t word) {
  digest = (digest ^ word) * 0x9E3779B97F4A7C15u;
  return digest ^ digest >> 29;
}

static uint64_t body_digest(uint64_t digest, uint32_t *hash, struct pm_entry *entry,
                            uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    digest = mix(digest, hash[i]);
    digest = mix(digest, (uintptr_t)entry[i].key);
    digest = mix(digest, (uintptr_t)entry[i].value);
  }
  return digest;
}

uint64_t node_digest(struct pm_node *node) {
  uint64_t digest = mix(mix(mix(1, node->count), node->width), node->flags);
  if (node->width == 0)
    return body_digest(digest, pm_leaf_hashes(node), pm_leaf_entries(node), node->count);
  for (uint32_t i = 0; i < 1u << node->width; i++)
    digest = mix(digest, pm_branch_children(node)[i]);
  return digest;
}

uint64_t map_digest(struct pm_map *map) {
  uint64_t digest = mix(mix(mix(2, map->count), map->form), map->flags);
  if (map->form == PM_SMALL)
    return body_digest(digest, pm_small_hashes(map), pm_small_entries(map), map->count);
  return mix(digest, *pm_map_root(map));
}

/* ---- References ---- */

static void see_node(struct pm_node *node) {
  CHECK(node->stage == STAGE_PUBLISHED && node->refs > 0);
  CHECK(++node->held <= node->refs);
}

static void see_object(struct toy *toy) {
  CHECK(toy->refs > 0);
  CHECK(++toy->held <= toy->refs);
}

static void see_body(uint32_t *hash, struct pm_entry *entry, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    CHECK(entry[i].key->is_key && !entry[i].value->is_key);
    CHECK(entry[i].key->hash == hash[i]);
    see_object(entry[i].key);
    see_object(entry[i].value);
  }
}

/* A branch holds one reference a run of equal words. */
static void see_children(struct pm_node *branch) {
  pm_child last = 0;
  for (uint32_t i = 0; i < 1u << branch->width; i++) {
    pm_child word = pm_branch_children(branch)[i];
    if (word && word != last) {
      CHECK(pm_child_node(word)->width == pm_child_width(word));
      see_node(pm_child_node(word));
    }
    last = word;
  }
}

static void see_into_node(struct pm_node *node) {
  CHECK(node->digest == node_digest(node));
  if (node->width == 0)
    see_body(pm_leaf_hashes(node), pm_leaf_entries(node), node->count);
  else
    see_children(node);
}

static void see_into_map(struct pm_map *map) {
  CHECK(map->digest == map_digest(map));
  if (map->form == PM_SMALL) {
    see_body(pm_small_hashes(map), pm_small_entries(map), map->count);
    return;
  }
  struct pm_node *root = pm_child_node(*pm_map_root(map));
  CHECK((root ? root->count : 0) == map->count);
  if (root) see_node(root);
}

void audit_collect(struct pm_host *host) {
  for (struct toy *toy = host->objects; toy; toy = toy->next) toy->held = 0;
  for (struct pm_node *node = host->nodes; node; node = node->next) node->held = 0;
  for (struct pm_map *map = host->maps; map; map = map->next) map->held = 0;
  for (struct pm_node *node = host->nodes; node; node = node->next)
    if (node->stage == STAGE_PUBLISHED) see_into_node(node);
  for (struct pm_map *map = host->maps; map; map = map->next)
    if (map->stage == STAGE_PUBLISHED) see_into_map(map);
}

void audit_exact(struct pm_host *host) {
  for (struct toy *toy = host->objects; toy; toy = toy->next) CHECK(toy->held == toy->refs);
  for (struct pm_node *node = host->nodes; node; node = node->next)
    CHECK(node->stage == STAGE_PUBLISHED && node->held == node->refs);
  for (struct pm_map *map = host->maps; map; map = map->next)
    CHECK(map->stage == STAGE_PUBLISHED && map->held == map->refs);
  CHECK(host->items == 0);
}

void audit_empty(struct pm_host *host) {
  CHECK(!host->objects && !host->nodes && !host->maps && host->items == 0);
}

/* ---- Measuring, by marking (held is scratch between two audits) ---- */

static void mark(struct pm_node *node, uint32_t with) {
  if (!node) return;
  node->held = with;
  if (node->width == 0) return;
  for (uint32_t i = 0; i < 1u << node->width; i++)
    mark(pm_child_node(pm_branch_children(node)[i]), with);
}

/* Every node marked 1 counts once. */
static void measure(struct pm_node *node, struct pm_measure *sum) {
  if (!node || node->held != 1) return;
  node->held = 0;
  sum->nodes++;
  sum->flagged += node->flags != 0;
  sum->bytes += node->bytes;
  if (node->width == 0) return;
  for (uint32_t i = 0; i < 1u << node->width; i++)
    measure(pm_child_node(pm_branch_children(node)[i]), sum);
}

static struct pm_node *root_of(struct pm_map *map) {
  return map && map->form == PM_TRIE ? pm_child_node(*pm_map_root(map)) : NULL;
}

struct pm_measure audit_measure(struct pm_host *host, struct pm_map *map,
                                struct pm_map *other) {
  struct pm_measure sum = {.nodes = 0, .bytes = map == other ? 0 : map->bytes};
  (void)host;
  mark(root_of(map), 1);
  mark(root_of(other), 2);
  measure(root_of(map), &sum);
  return sum;
}

bool measure_same(struct pm_measure a, struct pm_measure b) {
  return a.nodes == b.nodes && a.flagged == b.flagged && a.bytes == b.bytes;
}
