/* The docstrings of PersistentMap's methods, for methods.c. n is the number of entries. */
#ifndef PYPERSISTENT_METHOD_DOCS_H
#define PYPERSISTENT_METHOD_DOCS_H

/* ---- Looking up ---- */

PyDoc_STRVAR(get_doc,
             "get($self, key, default=None, /)\n--\n\n"
             "The value of key, or default if there is none. Raises TypeError if key is\n"
             "not hashable. O(log n).");

PyDoc_STRVAR(contains_doc,
             "contains($self, key, /)\n--\n\n"
             "Whether the map holds key. Raises TypeError if key is not hashable.\n"
             "O(log n).");

PyDoc_STRVAR(dunder_contains_doc,
             "__contains__($self, key, /)\n--\n\nkey in self: contains().");

PyDoc_STRVAR(getitem_doc, "__getitem__($self, key, /)\n--\n\n"
                          "The value of key. Raises KeyError if there is none (a subclass may\n"
                          "define __missing__), TypeError if key is not hashable. O(log n).");

/* ---- Changing ---- */

PyDoc_STRVAR(assoc_doc,
             "assoc($self, key, value, /)\n--\n\n"
             "A new map in which key has value. The key object that is there already stays.\n"
             "Returns this very map if key holds this very value object. Raises TypeError if\n"
             "key is not hashable. O(log n).");

PyDoc_STRVAR(set_doc, "set($self, key, value, /)\n--\n\nAnother name for assoc.");

PyDoc_STRVAR(dissoc_doc, "dissoc($self, key, /)\n--\n\n"
                         "A new map without key; this very map if key is not in it. Raises\n"
                         "TypeError if key is not hashable. O(log n).");

PyDoc_STRVAR(delete_doc, "delete($self, key, /)\n--\n\nAnother name for dissoc.");

PyDoc_STRVAR(
    update_doc,
    "update($self, mapping_or_pairs=(), /, **kwargs)\n--\n\n"
    "A new map updated with k entries: those of a mapping, of any object with keys()\n"
    "and [], or of an iterable of pairs, then the keyword arguments. Later values\n"
    "win, key objects that are there already stay. Returns this very map if nothing\n"
    "changes. Raises TypeError and ValueError as dict.update does. O(k log n) at most;\n"
    "if the other is a PersistentMap, parts that both share are skipped.");

PyDoc_STRVAR(merge_doc, "merge($self, mapping_or_pairs=(), /, **kwargs)\n--\n\n"
                        "Another name for update.");

PyDoc_STRVAR(clear_doc, "clear($self, /)\n--\n\nThe empty map. O(1).");

/* ---- Copies ---- */

PyDoc_STRVAR(copy_doc, "copy($self, /)\n--\n\nThis very map: it cannot change. O(1).");
PyDoc_STRVAR(dunder_copy_doc, "__copy__($self, /)\n--\n\nFor copy.copy: copy().");

PyDoc_STRVAR(
    deepcopy_doc,
    "__deepcopy__($self, memo, /)\n--\n\n"
    "For copy.deepcopy: a map of deep copies of the keys and values, this very map if\n"
    "every copy is the object itself. O(n).");

PyDoc_STRVAR(reduce_doc, "__reduce__($self, /)\n--\n\n"
                         "For pickle: the type and the contents as a dict. O(n).");

PyDoc_STRVAR(
    sizeof_doc,
    "__sizeof__($self, /)\n--\n\n"
    "Bytes of the map object alone. Beyond 16 entries the rest is in nodes, which maps\n"
    "share: see pypersistent.measure. O(1).");

/* ---- Walking ---- */

PyDoc_STRVAR(keys_doc, "keys($self, /)\n--\n\nA set-like view of the keys. O(1).");

PyDoc_STRVAR(values_doc, "values($self, /)\n--\n\nA view of the values. O(1).");

PyDoc_STRVAR(items_doc,
             "items($self, /)\n--\n\nA set-like view of the (key, value) pairs. O(1).");

PyDoc_STRVAR(keys_list_doc,
             "keys_list($self, /)\n--\n\nA list of the keys, in one pass. O(n).");

PyDoc_STRVAR(values_list_doc,
             "values_list($self, /)\n--\n\nA list of the values, in one pass. O(n).");

PyDoc_STRVAR(items_list_doc, "items_list($self, /)\n--\n\n"
                             "A list of the (key, value) pairs, in one pass. O(n).");

PyDoc_STRVAR(reversed_doc, "__reversed__($self, /)\n--\n\n"
                           "An iterator over the keys in reverse order, from a list of them\n"
                           "all. O(n).");

PyDoc_STRVAR(diff_doc,
             "diff($self, other, /)\n--\n\n"
             "A lazy iterator over what changes from this map to other, as named tuples\n"
             "Change(key, before, after); MISSING stands for the value of a key that one of\n"
             "them does not hold. Values that are one object or == are no change. Raises\n"
             "TypeError if other is not a PersistentMap. O(changes * log n): parts that both\n"
             "share are skipped.");

/* ---- Class methods ---- */

PyDoc_STRVAR(from_dict_doc,
             "from_dict($type, mapping, /)\n--\n\n"
             "A map with the entries of a mapping. Raises TypeError for anything else. O(n).");

PyDoc_STRVAR(create_doc,
             "create($type, mapping_or_pairs=(), /, **kwargs)\n--\n\n"
             "A map of the keyword arguments, and like the constructor of a mapping\n"
             "or an iterable of pairs. O(n).");

PyDoc_STRVAR(fromkeys_doc, "fromkeys($type, iterable, value=None, /)\n--\n\n"
                           "A map in which every key that iterable yields has value. Raises\n"
                           "TypeError if a key is not hashable. O(n).");

PyDoc_STRVAR(class_getitem_doc, "__class_getitem__($type, parameters, /)\n--\n\n"
                                "For type hints: PersistentMap[str, int]. O(1).");

#endif
