/* Included before every file of a spoiled build of the extension: no critical section locks
 * anything. The stress must notice (ci/threads.sh TSAN=1). */
#include <Python.h>
#undef Py_BEGIN_CRITICAL_SECTION
#undef Py_END_CRITICAL_SECTION
#define Py_BEGIN_CRITICAL_SECTION(object) {
#define Py_END_CRITICAL_SECTION() }
