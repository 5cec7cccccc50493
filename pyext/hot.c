/* One translation unit for everything that a look-up, a single change and a build run through,
 * so that the compiler sees core and the extension at once and can inline between them. The
 * sources are the same; setup.py leaves them out of its list. */
#include "module.h" /* Python.h comes before any system header */

#include "../core/items.c"
#include "../core/spread.c"
#include "../core/insertion.c"
#include "../core/sort.c"
#include "../core/add.c"
#include "../core/dedupe.c"
#include "../core/leaf.c"
#include "../core/slots.c"
#include "../core/branch.c"
#include "../core/find.c"
#include "../core/equal.c"
#include "../core/overflow.c"
#include "../core/with.c"
#include "../core/join.c"
#include "../core/shrink.c"
#include "../core/without.c"
#include "../core/map.c"
#include "../core/change.c"
#include "../core/deal.c"
#include "../core/build.c"
#include "node.c"
#include "map.c"
#include "methods.c"
#include "build.c"
