/* Per-object locks, for the Pythons that have them.
 *
 * On a free-threaded build a critical section locks one object; with a global lock it is an
 * empty block, as it is before CPython 3.13, which knows no such macros. A thread that blocks
 * inside may let another in, so state that must survive arbitrary code needs a flag besides.
 */
#ifndef PYPERSISTENT_CRITICAL_H
#define PYPERSISTENT_CRITICAL_H

#include <Python.h>

#ifndef Py_BEGIN_CRITICAL_SECTION
#define Py_BEGIN_CRITICAL_SECTION(object) {
#define Py_END_CRITICAL_SECTION() }
#endif

#endif
