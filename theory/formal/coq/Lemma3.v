(** * Lemma 3 (eq 9 and 22): every gate of N inputs, with any real values *)

From mathcomp Require Import all_ssreflect ssralg ssrnum poly matrix.
From Subtask Require Import Encoding Interpolation.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.TTheory.
Local Open Scope ring_scope.

(** alpha(z_1, ..., z_N) = sum of 2^i over the i with z_(i+1) = 0 (bits are numbered from 1). *)
Definition alpha N (z : N.-tuple bool) : nat := \sum_(i < N) 2 ^ i * ~~ tnth z i.

Lemma alpha_cons N b (z : N.-tuple bool) : alpha [tuple of b :: z] = (~~ b + 2 * alpha z)%N.
Proof.
rewrite /alpha big_ord_recl mul1n tnth0; congr (_ + _)%N.
rewrite big_distrr; apply: eq_bigr => i _.
by rewrite tnthS /= expnS mulnA.
Qed.

(** alpha takes every value from 0 to 2^N - 1 once. *)
Theorem alpha_lt N (z : N.-tuple bool) : (alpha z < 2 ^ N)%N.
Proof.
elim: N z => [|N IHN] z; first by rewrite /alpha big_ord0.
rewrite [z]tuple_eta alpha_cons expnS.
have: ((alpha [tuple of behead z]).+1 <= 2 ^ N)%N by apply: IHN.
rewrite -(@leq_pmul2l 2) // mulnS => /(leq_trans _); apply.
by rewrite -addSn leq_add2r; case: (thead z).
Qed.

Theorem alpha_injective N : injective (@alpha N).
Proof.
elim: N => [|N IHN] z z'; first by rewrite tuple0 [z']tuple0.
rewrite [z]tuple_eta [z']tuple_eta !alpha_cons => same.
have same_head : thead z = thead z'.
  have odd_bit (b : bool) n : odd (b + 2 * n) = b by rewrite oddD mul2n odd_double addbF oddb.
  by apply: negb_inj; rewrite -(odd_bit (~~ _) (alpha (behead_tuple z))) same odd_bit.
congr [tuple of _ :: _] => //; apply: IHN; move: same; rewrite same_head => /addnI/eqP.
by rewrite eqn_pmul2l // => /eqP.
Qed.

Section Lemma3.
Variables (R : rcfType) (N : nat).
Hypothesis N_gt0 : (0 < N)%N.

(** The paper's weights: sqrt(3 / (4^N - 1)) (2^0, 0, 2^1, 0, ..., 2^(N-1), 0). *)
Definition unit_weights : 'M[R]_(N, 2) :=
  \matrix_(i, j) (if j == ord0 then Num.sqrt (3%:R / (4 ^ N - 1)%:R) * (2 ^ i)%:R else 0).

(** The factor s_N = sqrt((4^N - 1) / 3) that eq 22 leaves out. *)
Definition scale : R := Num.sqrt ((4 ^ N - 1)%:R / 3%:R).

(** Eq 22 as printed: nodes alpha(z). *)
Definition eq_22 (f : N.-tuple bool -> R) : {poly R} :=
  \sum_z f z *: \prod_(z' | z' != z) (((alpha z)%:R - (alpha z')%:R)^-1 *: ('X - (alpha z')%:R%:P)).

Lemma four_pow_gt1 : (1 < 4 ^ N)%N.
Proof. by rewrite -(expn0 4) ltn_exp2l. Qed.

Lemma norm2_gt0 : 0 < (4 ^ N - 1)%:R :> R.
Proof. by rewrite ltr0n subn_gt0 four_pow_gt1. Qed.

Lemma scale_gt0 : 0 < scale.
Proof. by rewrite sqrtr_gt0 divr_gt0 ?norm2_gt0 ?ltr0n. Qed.

Lemma scale_inv : Num.sqrt (3%:R / (4 ^ N - 1)%:R) = scale^-1.
Proof.
apply: (mulIf (lt0r_neq0 scale_gt0)); rewrite mulVf ?(lt0r_neq0 scale_gt0) // /scale -sqrtrM.
  by rewrite mulrA divfK ?(lt0r_neq0 norm2_gt0) // divff ?sqrtr1 // pnatr_eq0.
by rewrite divr_ge0 ?ler0n.
Qed.

Lemma sum_four_pow : \sum_(i < N) ((2 ^ i)%:R * (2 ^ i)%:R) = (4 ^ N - 1)%:R / 3%:R :> R.
Proof.
have n3 : 3%:R != 0 :> R by rewrite pnatr_eq0.
apply: (mulIf n3); rewrite divfK // mulr_suml.
rewrite natrB ?(ltnW four_pow_gt1) //; elim: (N) => [|n IHn]; first by rewrite big_ord0 subrr.
rewrite big_ord_recr /= IHn -natrM -expnMn -natrM expnS addrAC; congr (_ - 1).
by rewrite -natrD -mulnS mulnC.
Qed.

Theorem unit_weights_are_unit : norm unit_weights = 1.
Proof.
rewrite /norm /inner (eq_bigr (fun i : 'I_N => scale^-1 ^+ 2 * ((2 ^ i)%:R * (2 ^ i)%:R))) => [|i _].
  rewrite -mulr_sumr sum_four_pow /scale -/scale exprVn sqr_sqrtr ?divr_ge0 ?ler0n //.
  by rewrite mulVf ?sqrtr1 // mulf_neq0 ?invr_eq0 ?pnatr_eq0 // -lt0n subn_gt0 four_pow_gt1.
rewrite !big_ord_recl big_ord0 !mxE /= scale_inv mulr0 !addr0 expr2.
by rewrite mulrACA.
Qed.

(** With unit weights the inner product is alpha / s_N, not alpha. *)
Theorem projection_is (z : N.-tuple bool) : projection unit_weights z = (alpha z)%:R / scale.
Proof.
rewrite projectionE unit_weights_are_unit invr1 mul1r /alpha natr_sum mulr_suml.
apply: eq_bigr => i _; rewrite mxE scale_inv natrM; case: (tnth z i) => /=.
  by rewrite mulr0 mul0r.
by rewrite mulr1 mulrC.
Qed.

Lemma projection_injective : injective (projection unit_weights).
Proof.
move=> z z'; rewrite !projection_is => /(divIf (lt0r_neq0 scale_gt0))/eqP.
by rewrite eqr_nat => /eqP/alpha_injective.
Qed.

Lemma card_bits : #|{: N.-tuple bool}| = (2 ^ N)%N.
Proof. by rewrite card_tuple card_bool. Qed.

(** ** Lemma 3

    One unit vector for all gates of N inputs; for every gate with real values exactly one polynomial of degree below
    2^N; and one bound on the coefficients of all gates with values in [-1, 1]. *)
Theorem lemma_3 :
  exists (w : 'M[R]_(N, 2)) (bound : R), norm w = 1 /\
    forall l : N.-tuple bool -> R,
    exists psi : {poly R},
      [/\ (size psi <= 2 ^ N)%N,
          forall z, psi.[projection w z] = l z,
          forall psi' : {poly R}, (size psi' <= 2 ^ N)%N -> (forall z, psi'.[projection w z] = l z) -> psi' = psi
        & (forall z, `|l z| <= 1) -> forall i, `|psi`_i| <= bound].
Proof.
pose x := projection unit_weights.
pose bound := \sum_(i < 2 ^ N) \sum_z `|(basis x z)`_i|.
exists unit_weights, bound; split=> [|l]; first exact: unit_weights_are_unit.
have bound_ge0 : 0 <= bound by do 2 apply: sumr_ge0 => ? _; rewrite ?normr_ge0.
exists (lagrange x l); split.
- by rewrite -card_bits size_lagrange.
- by move=> z; apply: lagrange_at; apply: projection_injective.
- by move=> psi'; rewrite -card_bits; apply: lagrange_unique; apply: projection_injective.
move=> l_le1 i; have [lt_i | ge_i] := ltnP i (2 ^ N); last first.
  by rewrite nth_default ?normr0 // (leq_trans _ ge_i) // -card_bits size_lagrange.
apply: le_trans (lagrange_coef_le _ _ l_le1) _.
rewrite /bound (bigD1 (Ordinal lt_i)) //= ler_addl.
by do 2 apply: sumr_ge0 => ? _; rewrite ?normr_ge0.
Qed.

(** ** Eq 22 *)
Lemma eq_22_lagrange f : eq_22 f = lagrange (fun z => (alpha z)%:R) f.
Proof. by []. Qed.

Lemma alpha_real_injective : injective (fun z : N.-tuple bool => (alpha z)%:R : R).
Proof. by move=> z z' /eqP; rewrite eqr_nat => /eqP/alpha_injective. Qed.

(** Eq 22 interpolates the gate at alpha ... *)
Theorem eq_22_at_alpha f z : (eq_22 f).[(alpha z)%:R] = f z.
Proof. by rewrite eq_22_lagrange (lagrange_at alpha_real_injective). Qed.

(** ... so psi(s_N x) is right: the correction ... *)
Theorem eq_22_corrected f z : (eq_22 f \Po (scale *: 'X)).[projection unit_weights z] = f z.
Proof.
rewrite horner_comp !hornerE projection_is mulrC divfK ?(lt0r_neq0 scale_gt0) //.
exact: eq_22_at_alpha.
Qed.

(** ... with the same degree. *)
Theorem eq_22_degree f : (size (eq_22 f) <= 2 ^ N)%N.
Proof. by rewrite eq_22_lagrange -card_bits size_lagrange. Qed.

Lemma size_scaled (a : R) (p : {poly R}) : (size (p \Po (a *: 'X)) <= size p)%N.
Proof.
apply/leq_sizeP=> j le_j; rewrite coef_comp_poly big1 // => i _.
rewrite exprZn coefZ coefXn; case: eqP => [eq_ji | _]; last by rewrite !mulr0.
by have := ltn_ord i; rewrite -eq_ji ltnNge le_j.
Qed.

Lemma coef_scaled (a : R) (p : {poly R}) j : (p \Po (a *: 'X))`_j = p`_j * a ^+ j.
Proof.
have [lt_j | le_j] := ltnP j (size p); last by rewrite !nth_default ?mul0r // (leq_trans (size_scaled _ _)).
rewrite coef_comp_poly (bigD1 (Ordinal lt_j)) //= exprZn coefZ coefXn eqxx mulr1 big1 ?addr0 // => i neq_i.
by rewrite exprZn coefZ coefXn (_ : (j == i :> nat) = false) ?mulr0 //; apply/negbTE; rewrite eq_sym.
Qed.

Lemma scale_is_1 : (scale == 1) = (N == 1)%N.
Proof.
rewrite -(@eqr_expn2 _ 2) ?(ltW scale_gt0) ?ler01 // expr1n sqr_sqrtr ?divr_ge0 ?ler0n //.
rewrite -(inj_eq (mulIf (_ : 3%:R != 0))) ?divfK ?mul1r ?pnatr_eq0 // eqr_nat.
apply/eqP/eqP=> [|-> //]; move/(congr1 succn); rewrite subn1 prednK ?(ltnW four_pow_gt1) //.
by rewrite -{2}(expn1 4) => /eqP; rewrite eqn_exp2l // => /eqP.
Qed.

(** Read literally, with the paper's own inner product, eq 22 is right exactly for N = 1 and for constant gates. *)
Theorem eq_22_literal (f : N.-tuple bool -> R) :
  (forall z, (eq_22 f).[projection unit_weights z] = f z) <-> (N = 1%N \/ forall z z', f z = f z').
Proof.
have s_neq0 := lt0r_neq0 scale_gt0.
split=> [right | [N1 | const] z].
- have [/eqP | N_neq1] := boolP (N == 1)%N; [by left | right].
  have same : eq_22 f \Po (scale^-1 *: 'X) = eq_22 f.
    rewrite eq_22_lagrange; apply: (lagrange_unique alpha_real_injective).
      by apply: leq_trans (size_scaled _ _) _; rewrite size_lagrange.
    by move=> z; rewrite horner_comp !hornerE mulrC -projection_is right.
  have constant : eq_22 f = ((eq_22 f)`_0)%:P.
    apply/polyP=> -[|i]; rewrite coefC //=.
    have := congr1 (fun p : {poly R} => p`_i.+1) same; rewrite coef_scaled => /eqP.
    rewrite -subr_eq0 -[X in _ - X]mulr1 -mulrBr mulf_eq0 => /orP[/eqP // | ].
    rewrite subr_eq0 exprVn invr_eq1 pexpr_eq1 // ?(ltW scale_gt0) // scale_is_1.
    by rewrite (negPf N_neq1).
  by move=> z z'; rewrite -2!eq_22_at_alpha constant !hornerC.
- have /eqP s1 : scale == 1 by rewrite scale_is_1 N1.
  by rewrite projection_is s1 divr1 eq_22_at_alpha.
have -> : eq_22 f = (f z)%:P; last by rewrite hornerC.
apply/esym; rewrite eq_22_lagrange; apply: (lagrange_unique alpha_real_injective).
  by apply: leq_trans (size_polyC_leq1 _) _; rewrite card_bits expn_gt0.
by move=> z'; rewrite hornerC.
Qed.

End Lemma3.
