(** * Lemma 2 (eq 8, 16 to 21): parity of two bits is a polynomial of degree two *)

From mathcomp Require Import all_ssreflect ssralg ssrnum rat poly matrix.
From Subtask Require Import Encoding Interpolation.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.TTheory.
Local Open Scope ring_scope.

Section Polynomials.
(** [r2] stands for the square root of 2: all that is used is its square. *)
Variables (R : numFieldType) (r2 : R).

(** ** Eq 18, 19, 20, 21 as printed *)
Definition eq_18 : {poly R} :=
    ((0 - r2^-1)^-1 *: ('X - (r2^-1)%:P)) * ((0 - r2)^-1 *: ('X - r2%:P))
  - ((r2^-1 - 0)^-1 *: ('X - 0%:P)) * ((r2^-1 - r2)^-1 *: ('X - r2%:P))
  + ((r2 - 0)^-1 *: ('X - 0%:P)) * ((r2 - r2^-1)^-1 *: ('X - (r2^-1)%:P)).

Definition eq_19_printed : {poly R} :=
  1 *: ('X - (r2^-1)%:P) * ('X - r2%:P) + 2%:R^-1 *: 'X * ('X - r2%:P) + 3%:R *: 'X * ('X - (r2^-1)%:P).

Definition eq_20_printed : {poly R} :=
  ('X^2 - (3%:R / r2) *: 'X + 1) + (2%:R^-1 *: 'X^2 - r2^-1 *: 'X) + (3%:R *: 'X^2 - (3%:R / r2) *: 'X).

Definition eq_21_printed : {poly R} := (9%:R / 2%:R) *: 'X^2 - (7%:R / r2) *: 'X + 1.

(** ** and as they should be *)
Definition eq_19_corrected : {poly R} :=
  1 *: ('X - (r2^-1)%:P) * ('X - r2%:P) + 2%:R *: 'X * ('X - r2%:P) + 1 *: 'X * ('X - (r2^-1)%:P).

Definition eq_20_corrected : {poly R} :=
  ('X^2 - (3%:R / r2) *: 'X + 1) + (2%:R *: 'X^2 - (2%:R * r2) *: 'X) + ('X^2 - r2^-1 *: 'X).

Definition parity_polynomial : {poly R} := 4%:R *: 'X^2 - (4%:R * r2) *: 'X + 1.

(** ** Arithmetic with 1/sqrt 2 *)
Local Notation u := (r2^-1).

Hypothesis r2r2 : r2 * r2 = 2%:R.

Lemma r2_neq0 : r2 != 0.
Proof. by apply/eqP=> r0; move: r2r2; rewrite r0 mul0r => /esym/eqP; rewrite pnatr_eq0. Qed.
Lemma zero213 : 2%:R - 3%:R + 1 = 0 :> R. Proof. by rewrite addrAC -(natrD _ 2 1) subrr. Qed.
Lemma half13 : 2%:R^-1 - 3%:R * 2%:R^-1 + 1 = 0 :> R.
Proof.
by rewrite -[X in X - _]mul1r -mulrBl -opprB -(natrB _ (isT : 1 <= 3)%N) mulNr divff ?pnatr_eq0 // addNr.
Qed.

Lemma n2 : 2%:R != 0 :> R. Proof. by rewrite pnatr_eq0. Qed.
Lemma quarter : 2%:R^-1 * 2%:R^-1 - 2%:R^-1 = - 4%:R^-1 :> R.
Proof.
by rewrite -[X in _ - X]mul1r -[X in _ - X * _](divff n2) -mulrA -[X in X - _]mul1r -mulrBl -opprB
  -(natrB _ (isT : 1 <= 2)%N) mulN1r -invfM -natrM.
Qed.
Lemma nine_quarters : 9%:R * (2%:R^-1 * 2%:R^-1) - 7%:R * 2%:R^-1 + 1 = - 4%:R^-1 :> R.
Proof.
have q4 : 4%:R * 4%:R^-1 = 1 :> R by rewrite mulfV // pnatr_eq0.
have half : 2%:R^-1 = 2%:R * 4%:R^-1 :> R by rewrite -[4%:R]/((2 * 2)%:R) natrM invfM mulrA (divff n2) mul1r.
rewrite -invfM -natrM half -[X in _ + X]q4 mulrA -natrM -mulrBl -mulrDl -[9%:R - _]opprB.
by rewrite -(natrB _ (isT : 9 <= 7 * 2)%N) addrC -opprB -(natrB _ (isT : 4 <= 5)%N) mulN1r.
Qed.
Lemma r2E : r2 = u * 2%:R. Proof. by apply: (mulfI r2_neq0); rewrite mulrA (mulfV r2_neq0) mul1r r2r2. Qed.
Lemma uu : u * u = 2%:R^-1. Proof. by rewrite -invfM r2r2. Qed.
Lemma u_neq0 : u != 0. Proof. by rewrite invr_eq0 r2_neq0. Qed.

(** Both sides are images of rational numbers that are equal by computation. *)
Lemma by_rat (a b : rat) (x y : R) : a == b -> x = ratr a -> y = ratr b -> x = y.
Proof. by move=> /eqP-> -> ->. Qed.
Ltac to_rat := by rewrite ?(rmorphD, rmorphB, rmorphM, fmorphV, rmorphN, ratr_nat, rmorph1, rmorph0).

Lemma u_neq_r2 : u != r2.
Proof.
by apply/eqP=> same; have := r2r2; rewrite -{1}same (mulVf r2_neq0) => /eqP; rewrite -[1]/(1%:R) eqr_nat.
Qed.

Local Notation nodes := ([:: 0; u; r2] : seq R).
Lemma nodes_uniq : uniq nodes.
Proof. by rewrite /= !inE !(eq_sym 0) (negPf u_neq0) (negPf r2_neq0) (negPf u_neq_r2). Qed.

Lemma eq_at_nodes (p q : {poly R}) :
  (size p <= 3)%N -> (size q <= 3)%N -> p.[0] = q.[0] -> p.[u] = q.[u] -> p.[r2] = q.[r2] -> p = q.
Proof.
move=> size_p size_q at0 atu atr; apply: (poly_eq_at nodes_uniq) => // x.
by rewrite !inE => /or3P[] /eqP->.
Qed.

Local Notation degree_le2 p := (is_true (leq (size (p : {poly R})) 3)).

Lemma degree_add (p q : {poly R}) : degree_le2 p -> degree_le2 q -> degree_le2 (p + q).
Proof. by move=> sp sq; apply: leq_trans (size_add _ _) _; rewrite geq_max sp. Qed.

Lemma degree_opp (p : {poly R}) : degree_le2 p -> degree_le2 (- p).
Proof. by rewrite size_opp. Qed.

Lemma degree_scale (a : R) (p : {poly R}) : degree_le2 p -> degree_le2 (a *: p).
Proof. by move=> sp; apply: leq_trans (size_scale_leq _ _) _. Qed.

Lemma degree_mul (a b c d : R) : degree_le2 ((a *: ('X - b%:P)) * (c *: ('X - d%:P))).
Proof.
apply: leq_trans (size_mul_leq _ _) _; rewrite -subn1 leq_subLR.
by rewrite (@leq_add _ _ 2 2) //; apply: leq_trans (size_scale_leq _ _) _; rewrite size_XsubC.
Qed.

Lemma degree_mul1 (a b c : R) : degree_le2 (a *: ('X - b%:P) * ('X - c%:P)).
Proof. by rewrite -[X in _ * X]scale1r degree_mul. Qed.

Lemma degree_mulX (a c : R) : degree_le2 (a *: 'X * ('X - c%:P)).
Proof. by rewrite -[X in a *: X](subr0 'X) degree_mul1. Qed.

Lemma degree_X : degree_le2 'X. Proof. by rewrite size_polyX. Qed.
Lemma degree_X2 : degree_le2 'X^2. Proof. by rewrite size_polyXn. Qed.
Lemma degree_1 : degree_le2 1. Proof. by rewrite size_poly1. Qed.
Hint Resolve degree_mul degree_mul1 degree_mulX degree_X degree_X2 degree_1 : core.

Ltac degree := by do ?[apply: degree_add | apply: degree_opp | apply: degree_scale].

Lemma eq_18_degree : degree_le2 eq_18. Proof. by degree. Qed.
Lemma eq_19_degree : degree_le2 eq_19_printed. Proof. by degree. Qed.
Lemma eq_20_degree : degree_le2 eq_20_printed. Proof. by degree. Qed.
Lemma eq_21_degree : degree_le2 eq_21_printed. Proof. by degree. Qed.
Lemma eq_19_corrected_degree : degree_le2 eq_19_corrected. Proof. by degree. Qed.
Lemma eq_20_corrected_degree : degree_le2 eq_20_corrected. Proof. by degree. Qed.
Lemma parity_degree : degree_le2 parity_polynomial. Proof. by degree. Qed.

Definition at_point := (hornerD, hornerN, hornerZ, hornerM, hornerX, hornerC, expr2, @scale1r).

(** Values: all in the ring generated by rational numbers, [u * u = 1 / 2] and [r2 = 2 u]. *)
Lemma ru : r2 * u = 1. Proof. exact: (mulfV r2_neq0). Qed.
Lemma ur : u * r2 = 1. Proof. exact: (mulVf r2_neq0). Qed.

Lemma parity_values :
  [/\ parity_polynomial.[0] = 1, parity_polynomial.[r2^-1] = - 1 & parity_polynomial.[r2] = 1].
Proof.
rewrite /parity_polynomial; split; rewrite !at_point ?(mulr0, mul0r, subr0, oppr0, add0r) // -!mulrA ?uu ?ru ?r2r2.
  by apply: (@by_rat (4%:R / 2%:R - 4%:R * 1 + 1) (- 1)) ; [vm_compute | to_rat | to_rat].
by apply: (@by_rat (4%:R * 2%:R - 4%:R * 2%:R + 1) 1) ; [vm_compute | to_rat | to_rat].
Qed.

(** Eq 21 as printed is 1, -1/4, 3 at 0, 1/sqrt 2, sqrt 2. *)
Theorem eq_21_values :
  [/\ eq_21_printed.[0] = 1, eq_21_printed.[r2^-1] = - 4%:R^-1 & eq_21_printed.[r2] = 3%:R].
Proof.
rewrite /eq_21_printed; split; rewrite !at_point ?(mulr0, mul0r, subr0, oppr0, add0r) // -!mulrA ?uu ?ur ?r2r2.
  exact: nine_quarters.
by rewrite (mulVf n2) !mulr1 -natrB // -(natrD _ 2 1).
Qed.

(** Eq 18 takes the values of eq 17. *)
Lemma ru_neq : r2 - u != 0. Proof. by rewrite subr_eq0 eq_sym u_neq_r2. Qed.
Lemma ur_neq : u - r2 != 0. Proof. by rewrite subr_eq0 u_neq_r2. Qed.

Theorem eq_18_values : [/\ eq_18.[0] = 1, eq_18.[r2^-1] = - 1 & eq_18.[r2] = 1].
Proof.
rewrite /eq_18; split; rewrite !at_point ?(sub0r, subr0, subrr, oppr0, mulr0, mul0r, addr0, add0r).
- by rewrite (@mulVf _ (- u)) ?oppr_eq0 ?u_neq0 // (@mulVf _ (- r2)) ?oppr_eq0 ?r2_neq0 // mulr1.
- by rewrite (mulVf u_neq0) (mulVf ur_neq) mulr1.
by rewrite ur (mulVf ru_neq) mulr1.
Qed.

(** So it is 4 z^2 - 4 sqrt 2 z + 1. *)
Theorem eq_18_is : eq_18 = parity_polynomial.
Proof.
have [l0 lu lr] := eq_18_values; have [p0 pu pr] := parity_values.
by apply: eq_at_nodes; rewrite ?eq_18_degree ?parity_degree // ?l0 ?lu ?lr ?p0 ?pu ?pr.
Qed.

(** Eq 19 and 20 as printed equal eq 21 as printed ... *)
Theorem eq_19_20_21_agree : eq_19_printed = eq_20_printed /\ eq_20_printed = eq_21_printed.
Proof.
have [p0 pu pr] := eq_21_values.
suff: eq_19_printed = eq_21_printed /\ eq_20_printed = eq_21_printed by case=> -> ->.
split; apply: eq_at_nodes; rewrite ?eq_19_degree ?eq_20_degree ?eq_21_degree // ?p0 ?pu ?pr.
- rewrite /eq_19_printed !at_point ?mulr0 ?mul0r ?sub0r ?addr0 mulrNN ur //.
- rewrite /eq_19_printed !at_point subrr ?mulr0 ?addr0 ?mul0r ?add0r -mulrA mulrBr uu ur.
  by rewrite mulrBr mulr1 quarter.
- rewrite /eq_19_printed !at_point subrr ?mulr0 ?addr0 ?mul0r ?add0r -mulrA mulrBr ru r2r2.
  by apply: (@by_rat (3%:R * (2%:R - 1)) 3%:R) ; [vm_compute | to_rat | to_rat].
- by rewrite /eq_20_printed !at_point ?mulr0 ?subr0 ?add0r ?addr0.
- rewrite /eq_20_printed !at_point -!mulrA uu subrr addr0.
  by rewrite half13 add0r quarter.
rewrite /eq_20_printed !at_point -!mulrA ur r2r2 (mulVf n2) subrr addr0 !mulr1.
by rewrite zero213 add0r -natrM -natrB.
Qed.

(** ... and so they are not eq 18. *)
Theorem eq_21_is_not_eq_18 : eq_21_printed <> eq_18.
Proof.
have [_ _ p] := eq_21_values; have [_ _ l] := eq_18_values.
by move=> same; move: l; rewrite -same p => /eqP; rewrite -[1]/(1%:R) eqr_nat.
Qed.

(** With the factors 2 and 1 in place of 1/2 and 3 they are. *)
Theorem eq_19_20_corrected_are_eq_18 : eq_19_corrected = eq_18 /\ eq_20_corrected = eq_18.
Proof.
have [p0 pu pr] := eq_18_values.
split; apply: eq_at_nodes;
  rewrite ?eq_18_degree ?eq_19_corrected_degree ?eq_20_corrected_degree // ?p0 ?pu ?pr.
- by rewrite /eq_19_corrected !at_point ?mulr0 ?mul0r ?sub0r ?addr0 mulrNN ur.
- rewrite /eq_19_corrected !at_point subrr ?mulr0 ?addr0 ?mul0r ?add0r -mulrA mulrBr uu ur.
  by apply: (@by_rat (2%:R * (2%:R^-1 - 1)) (- 1)) ; [vm_compute | to_rat | to_rat].
- rewrite /eq_19_corrected !at_point subrr ?mulr0 ?addr0 ?mul0r ?add0r mulrBr ru r2r2.
  by apply: (@by_rat (2%:R - 1) 1) ; [vm_compute | to_rat | to_rat].
- by rewrite /eq_20_corrected !at_point ?mulr0 ?subr0 ?add0r ?addr0.
- rewrite /eq_20_corrected !at_point -!mulrA uu ru subrr addr0.
  by rewrite half13 add0r (divff n2) mulr1 -opprB -(natrB _ (isT : 1 <= 2)%N).
rewrite /eq_20_corrected !at_point -!mulrA ur r2r2 subrr addr0 !mulr1.
by rewrite zero213 add0r -(natrB _ (isT : 1 <= 2)%N).
Qed.

End Polynomials.

Section Lemma2.
Variable R : rcfType.
Local Notation r2 := (@Num.sqrt R 2%:R).
Local Notation u := (r2^-1).

Lemma sqrt2_gt0 : 0 < r2. Proof. by rewrite sqrtr_gt0 ltr0n. Qed.
Lemma sqrt2_squared : r2 * r2 = 2%:R. Proof. by rewrite -expr2 sqr_sqrtr // ler0n. Qed.

(** ** Eq 16: the weights (1, 0, 1, 0) / sqrt 2 *)
Definition w2 : 'M[R]_(2, 2) := \matrix_(i, j) (if j == ord0 then (Num.sqrt 2%:R)^-1 else 0).

(** ** The inner products of eq 16 *)
Theorem w2_is_unit : norm w2 = 1.
Proof.
rewrite /norm /inner !big_ord_recl !big_ord0 !mxE /= (uu sqrt2_squared) !mulr0 !addr0.
by rewrite -mulr2n -mulr_natr mulVf ?pnatr_eq0 // sqrtr1.
Qed.

Theorem eq_16 (z1 z2 : bool) :
  projection w2 [tuple z1; z2] =
    if ~~ z1 && ~~ z2 then Num.sqrt 2%:R else if z1 != z2 then (Num.sqrt 2%:R)^-1 else 0.
Proof.
rewrite projectionE w2_is_unit invr1 mul1r !big_ord_recl big_ord0 !mxE.
by case: z1; case: z2; rewrite /= ?addr0 ?add0r // [RHS](r2E sqrt2_squared) mulr_natr mulr2n.
Qed.

(** ** Eq 17 is what is needed, and only one polynomial of degree at most two has it *)
Theorem eq_17_suffices (psi : {poly R}) :
  psi.[0] = 1 -> psi.[Num.sqrt 2%:R] = 1 -> psi.[(Num.sqrt 2%:R)^-1] = - 1 ->
  forall z1 z2 : bool, psi.[projection w2 [tuple z1; z2]] = if z1 == z2 then 1 else - 1.
Proof. by move=> at0 atr atu [] []; rewrite eq_16. Qed.

Theorem eq_17_determines (psi : {poly R}) :
  (size psi <= 3)%N -> psi.[0] = 1 -> psi.[Num.sqrt 2%:R] = 1 -> psi.[(Num.sqrt 2%:R)^-1] = - 1 ->
  psi = 4%:R *: 'X^2 - (4%:R * Num.sqrt 2%:R) *: 'X + 1.
Proof.
move=> size_psi at0 atr atu; have [p0 pu pr] := parity_values sqrt2_squared.
by apply: (eq_at_nodes sqrt2_squared); rewrite ?parity_degree // ?p0 ?pu ?pr.
Qed.

(** ** Coefficients *)
Lemma parity_coefficients i :
  (parity_polynomial r2)`_i = match i with 0 => 1 | 1 => - (4%:R * r2) | 2 => 4%:R | _ => 0 end.
Proof.
rewrite /parity_polynomial !(coefD, coefN, coefZ, coefXn, coefX, coef1); case: i => [|[|[|i]]] /=;
  by rewrite ?mulr0 ?mulr1 ?subr0 ?sub0r ?addr0 ?add0r.
Qed.

Lemma r2_bounds : 1 < r2 < 2%:R.
Proof.
have r2_gt1 : 1 < r2 by rewrite -{1}(@sqrtr1 R) ltr_sqrt ?ltr0n // ltr1n.
by rewrite r2_gt1 -[X in _ < X]sqrt2_squared ltr_pmulr ?sqrt2_gt0.
Qed.

(** Lemma 2: degree two, coefficients below 10, all four inputs. *)
Theorem lemma_2 :
  exists (w : 'M[R]_(2, 2)) (psi : {poly R}),
    [/\ size psi = 3%N, forall i, `|psi`_i| < 10%:R
      & forall z1 z2 : bool, psi.[projection w [tuple z1; z2]] = if z1 == z2 then 1 else - 1].
Proof.
exists w2, (parity_polynomial r2); have [/ltW r2_ge1 r2_lt2] := andP r2_bounds; split.
- apply/eqP; rewrite eqn_leq parity_degree ltnNge; apply/negP=> /leq_sizeP/(_ 2%N (leqnn _)).
  by rewrite parity_coefficients => /eqP; rewrite pnatr_eq0.
- case=> [|[|[|i]]]; rewrite parity_coefficients ?normrN ?normr0 ?normr1 ?normr_nat ?ltr0n //.
  + by rewrite ltr1n.
  + rewrite ger0_norm ?mulr_ge0 ?ler0n ?(ltW sqrt2_gt0) //.
    apply: (@lt_trans _ _ (4%:R * 2%:R)); first by rewrite ltr_pmul2l ?ltr0n.
    by rewrite -natrM ltr_nat.
  + by rewrite ltr_nat.
have [p0 pu pr] := parity_values sqrt2_squared; exact: eq_17_suffices.
Qed.

(** The largest coefficient is 4 sqrt 2. *)
Theorem lemma_2_largest_coefficient (psi : {poly R}) :
    (size psi <= 3)%N ->
    (forall z1 z2 : bool, psi.[projection w2 [tuple z1; z2]] = if z1 == z2 then 1 else - 1) ->
  (forall i, `|psi`_i| <= 4%:R * Num.sqrt 2%:R) /\ `|psi`_1| = 4%:R * Num.sqrt 2%:R.
Proof.
move=> size_psi psiE; have [/ltW r2_ge1 _] := andP r2_bounds.
have -> : psi = parity_polynomial r2.
  apply: eq_17_determines => //.
  - by have := psiE true true; rewrite eq_16.
  - by have := psiE false false; rewrite eq_16.
  by have := psiE true false; rewrite eq_16.
have abs1 : `|4%:R * r2| = 4%:R * r2 by rewrite ger0_norm ?mulr_ge0 ?ler0n ?(ltW sqrt2_gt0).
have le4 : 4%:R <= 4%:R * r2 by rewrite ler_pmulr ?ltr0n.
split; last by rewrite parity_coefficients normrN abs1.
case=> [|[|[|i]]]; rewrite parity_coefficients ?normrN ?normr0 ?normr1 ?normr_nat ?abs1 //.
- by apply: le_trans le4; rewrite ler1n.
by apply: le_trans le4; rewrite ler0n.
Qed.

(** Eq 21 as printed does not satisfy eq 8: it is -1/4 wherever the two bits differ, 3 at (0, 0) ... *)
Theorem eq_21_on_bits (z1 z2 : bool) :
  (eq_21_printed r2).[projection w2 [tuple z1; z2]] =
    if z1 != z2 then - 4%:R^-1 else if z1 then 1 else 3%:R.
Proof. by have [p0 pu pr] := eq_21_values sqrt2_squared; rewrite eq_16; case: z1; case: z2. Qed.

(** ... but its signs are right, which is all that eq 6 asks for. *)
Theorem eq_21_signs (z1 z2 : bool) :
  Num.sg (eq_21_printed r2).[projection w2 [tuple z1; z2]] = if z1 == z2 then 1 else - 1.
Proof.
rewrite eq_21_on_bits; case: z1; case: z2; rewrite /= ?sgr1 ?sgrN ?sgrV //; last by rewrite gtr0_sg ?ltr0n.
- by rewrite gtr0_sg ?invr_gt0 ?ltr0n.
by rewrite gtr0_sg ?invr_gt0 ?ltr0n.
Qed.

End Lemma2.
