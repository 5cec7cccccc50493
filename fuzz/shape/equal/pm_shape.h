/* As tiny. */
#include "../tiny/pm_shape.h"
