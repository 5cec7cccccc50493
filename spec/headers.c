/* The inline functions of core's headers and the ghost lemmas of spec/acsl, each proved once. */
#include "branch.h"
#include "deal.h"
#include "diff_walk.h"
#include "items.h"
#include "leaf.h"
#include "merge_trie.h"
#include "../core/map.h" /* not acsl/map.h */
#include "pm_scan.h"
#include "shape_unique.h"
#include "shape_same.h"
#include "slots.h"
#include "trie.h"
