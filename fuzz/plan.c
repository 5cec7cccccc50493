/* The plan at the head of an input. Every target reads the same 8 bytes, so that their
 * corpora may be exchanged; each lets the plan decide only what it is about. */
#include "run.h"

uint32_t read_byte(struct reader *in) {
  return in->at < in->end ? *in->at++ : 0;
}

uint32_t read_below(struct reader *in, uint32_t n) {
  uint32_t low = read_byte(in);
  return n <= 256 ? low % n : (low | read_byte(in) << 8) % n;
}

/* ---- Hashes ---- */

enum { HASH_MIXED, HASH_TOP, HASH_LOW, HASH_GROUPS, HASH_PREFIX, HASH_KINDS };

static const uint32_t masks[] = {
    0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFF0, 0xF8000000, 0x80000000,
    0x07C00000, 0x00000003, 0x0000001F, 0xFFFFF000, 0x0000FFFF, 0x84210842,
    0xC0000003, 0x00010000, 0x00000001, 0x00000000,
};

static uint32_t mixed(uint32_t id) {
  uint32_t h = (id + 1) * 0x9E3779B1u;
  return (h ^ h >> 15) * 0x85EBCA77u;
}

uint32_t key_hash(struct run *run, uint32_t id) {
  uint32_t shift = run->plan.shift, h = mixed(id);
  switch (run->plan.kind) {
  case HASH_TOP: h = id << (32 - 9) >> (shift % 24); break;
  case HASH_LOW: h = id; break;
  case HASH_GROUPS: h = mixed(id / (1 + shift % 40)); break;
  case HASH_PREFIX: h = shift ? 0x5A5A5A5Au ^ h >> shift : h; break;
  default: break;
  }
  return h & run->plan.mask;
}

/* Few hashes for many keys, or many that differ in the last bits only. */
static void clash(struct plan *plan) {
  if (plan->kind == HASH_MIXED) plan->kind = HASH_GROUPS;
  if (plan->kind == HASH_TOP) plan->mask &= 0x84000000u;
  if (plan->kind == HASH_PREFIX) plan->shift |= 24;
  if (plan->kind == HASH_GROUPS) plan->shift = 15 + plan->shift % 4;
}

/* ---- Objects: some carry flags, so that some nodes do ---- */

pm_object *new_key(struct run *run, uint32_t id) {
  return toy_key(&run->host, id, key_hash(run, id), id % 16 == 5 ? 1 : 0);
}

pm_object *new_value(struct run *run, uint32_t payload) {
  return toy_value(&run->host, payload % 4, payload % 4 == 3 ? 2 : 0);
}

/* ---- Reading ---- */

static struct fuse read_fuse(struct reader *in) {
  struct fuse fuse = {.where = read_byte(in)};
  fuse.every = 1 + read_byte(in) % 64;
  fuse.in = fuse.every;
  return fuse;
}

void plan_read(struct run *run, uint32_t what) {
  struct plan *plan = &run->plan;
  plan->kind = read_below(&run->in, HASH_KINDS);
  plan->mask = masks[read_below(&run->in, sizeof masks / sizeof *masks)];
  plan->shift = read_below(&run->in, 32);
  struct fuse fail = read_fuse(&run->in), enter = read_fuse(&run->in);
  bool sweep = read_byte(&run->in) % 4 != 0;
  if (!(what & PLAN_HASH)) *plan = (struct plan){.mask = 0xFFFFFFFF};
  if (what & PLAN_CLASH) clash(plan);
  if (what & PLAN_ENTER) run->host.enter = enter;
  if (what & PLAN_FAIL) {
    run->host.fail.where = fail.where;
    if (sweep)
      plan->sweep = fail.where;
    else
      run->host.fail = fail;
  }
}
