/* Included before every file of a spoiled build of the extension: critical sections lock
 * nothing and atomic accesses are plain ones. The scenarios must notice (ci/threads.sh). */
#include <Python.h>
#undef Py_BEGIN_CRITICAL_SECTION
#undef Py_END_CRITICAL_SECTION
#define Py_BEGIN_CRITICAL_SECTION(object) {
#define Py_END_CRITICAL_SECTION() }
#define __atomic_load_n(address, order) (*(address))
#define __atomic_store_n(address, value, order) (*(address) = (value))
