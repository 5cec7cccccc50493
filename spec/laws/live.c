/* A model of the axioms about live (content.h): below means reachable in d steps from what the
 * accounts hold. For it the axioms are proved; the last by induction over d, base and step. */
#include "pm.h"

/*@ predicate below{L}(integer d, struct pm_node *p) =
      p != \null &&
      (d <= 0
         ? own{L}(p) > 0 || (\exists struct pm_map *m;
             mlive{L}(m) && mform(m) == PM_TRIE && mroot(m) == p)
         : (\exists struct pm_node *q, integer s; below{L}(d - 1, q) &&
             nwidth(q) != 0 && 0 <= s < pow2(nwidth(q)) && kid(q, s) == p));
    predicate reachable{L}(struct pm_node *p) =
      \exists integer d; d >= 0 && below{L}(d, p);
*/

/* Any two states between which nothing of ours was given away. */
/*@ ghost
  /@ terminates \true; assigns node_refs_, map_refs_;
     ensures own_grows{Pre,Post}; @/
  void any_growth(void);
*/

/*@ terminates \true; assigns \nothing;
    ensures live_own: \forall struct pm_node *p;
      p != \null ==> own(p) > 0 ==> reachable(p);
    ensures live_root: \forall struct pm_map *m;
      mlive(m) ==> mform(m) == PM_TRIE ==> mroot(m) != \null ==>
      reachable(mroot(m)); */
void law_live_roots(void) {
  /*@ assert own: \forall struct pm_node *p;
        p != \null ==> own(p) > 0 ==> below(0, p); */
  /*@ assert root: \forall struct pm_map *m;
        mlive(m) ==> mform(m) == PM_TRIE ==> mroot(m) != \null ==>
        below(0, mroot(m)); */
}

/*@ terminates \true; assigns \nothing;
    ensures live_kid: \forall struct pm_node *p, integer s;
      reachable(p) ==> nwidth(p) != 0 ==> 0 <= s < pow2(nwidth(p)) ==>
      kid(p, s) != \null ==> reachable(kid(p, s)); */
void law_live_kid(void) {
  /*@ assert step: \forall struct pm_node *p, integer s, d; d >= 0 ==>
        below((d + 1) - 1, p) ==> nwidth(p) != 0 ==>
        0 <= s < pow2(nwidth(p)) ==> kid(p, s) != \null ==>
        below(d + 1, kid(p, s)); */
}

/*@ terminates \true; assigns node_refs_, map_refs_;
    ensures base: \forall struct pm_node *p; below{Pre}(0, p) ==> below(0, p);
    ensures step: \forall integer d; d >= 0 ==>
      (\forall struct pm_node *p; below{Pre}(d, p) ==> below(d, p)) ==>
      (\forall struct pm_node *p; below{Pre}(d + 1, p) ==> below(d + 1, p)); */
void law_live_mono(void) {
  /*@ ghost any_growth(); */
  /*@ assert maps: \forall struct pm_map *m; mlive{Pre}(m) ==> mlive(m); */
  /*@ assert less: \forall integer d; d + 1 - 1 == d; */
}
