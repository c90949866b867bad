(** * Lagrange interpolation over a field: existence, uniqueness, size of the coefficients *)

From mathcomp Require Import all_ssreflect ssralg ssrnum poly.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.TTheory.
Local Open Scope ring_scope.

(** Polynomials of degree below n that agree at n points are equal. *)
Lemma poly_eq_at (F : idomainType) (xs : seq F) (p q : {poly F}) :
  uniq xs -> (size p <= size xs)%N -> (size q <= size xs)%N -> {in xs, forall x, p.[x] = q.[x]} -> p = q.
Proof.
move=> uniq_xs size_p size_q same; apply/eqP; rewrite -subr_eq0; apply/eqP.
apply: (roots_geq_poly_eq0 _ uniq_xs).
  by apply/allP=> x /same same_x; rewrite rootE hornerD hornerN same_x subrr.
by apply: leq_trans (size_add _ _) _; rewrite size_opp geq_max size_p.
Qed.

Section Lagrange.
Variables (F : fieldType) (I : finType) (x : I -> F).

(** The basis polynomial of node [i], and eq 22's sum, for nodes [x i] and values [y i]. *)
Definition basis (i : I) : {poly F} := \prod_(j | j != i) ((x i - x j)^-1 *: ('X - (x j)%:P)).
Definition lagrange (y : I -> F) : {poly F} := \sum_i y i *: basis i.

Lemma size_basis i : (size (basis i) <= #|I|)%N.
Proof.
rewrite /basis scaler_prod; apply: leq_trans (size_scale_leq _ _) _.
rewrite -big_filter size_prod_XsubC size_filter -sum1_count sum1dep_card cardsE cardC1.
by rewrite prednK //; apply/card_gt0P; exists i.
Qed.

Lemma size_lagrange y : (size (lagrange y) <= #|I|)%N.
Proof.
apply: leq_trans (size_sum _ _ _) _; apply/bigmax_leqP=> i _.
exact: leq_trans (size_scale_leq _ _) (size_basis i).
Qed.

Hypothesis x_inj : injective x.

Lemma basis_at i k : (basis i).[x k] = (i == k)%:R.
Proof.
rewrite /basis horner_prod; have [<- | neq_ik] := eqVneq.
  by apply: big1 => j neq_ji; rewrite !hornerE mulVf // subr_eq0 (inj_eq x_inj) eq_sym.
by rewrite (bigD1 k) 1?eq_sym //= !hornerE subrr mulr0 mul0r.
Qed.

Lemma lagrange_at y k : (lagrange y).[x k] = y k.
Proof.
rewrite /lagrange horner_sum (bigD1 k) //= !hornerE basis_at eqxx mulr1 big1 ?addr0 // => i neq_ik.
by rewrite !hornerE basis_at (negPf neq_ik) mulr0.
Qed.

Lemma lagrange_unique y (p : {poly F}) : (size p <= #|I|)%N -> (forall i, p.[x i] = y i) -> p = lagrange y.
Proof.
move=> size_p p_at; apply: (@poly_eq_at _ [seq x i | i <- enum I]).
- by rewrite map_inj_uniq ?enum_uniq.
- by rewrite size_map -cardE.
- by rewrite size_map -cardE size_lagrange.
by move=> _ /mapP[i _ ->]; rewrite p_at lagrange_at.
Qed.

End Lagrange.

(** Coefficient [m] of the interpolant, for values of absolute value at most 1. *)
Lemma lagrange_coef_le (F : numFieldType) (I : finType) (x y : I -> F) m :
  (forall i, `|y i| <= 1) -> `|(lagrange x y)`_m| <= \sum_i `|(basis x i)`_m|.
Proof.
move=> y_le1; rewrite /lagrange coef_sum; apply: le_trans (ler_norm_sum _ _ _) _.
by apply: ler_sum => i _; rewrite coefZ normrM ler_pimull.
Qed.
