(** * The largest coefficients over all gates, for every N, and how a table of integers shows them

    The unit weights are those of lemma 3. *)

From Coq Require Import BinInt.
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint poly matrix.
From Subtask Require Import Integers Encoding Interpolation Lemma3.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.TTheory.
Local Open Scope ring_scope.

Section Definitions.
Variable R : rcfType.

(** What a gate's answer is as a number: in {-1, 1} as eq 6 needs it, or in {0, 1} as eq 9 says. *)
Definition as_sign (b : bool) : R := if b then 1 else - 1.
Definition as_bit (b : bool) : R := if b then 1 else 0.

Variables (number : bool -> R) (N : nat).

(** The polynomial of lemma 3 of the gate [f]: there is just one. *)
Definition polynomial_of_gate (f : N.-tuple bool -> bool) (psi : {poly R}) : Prop :=
  (size psi <= 2 ^ N)%N /\ forall z, psi.[projection (unit_weights R N) z] = number (f z).

(** The largest size of coefficient [i], over all 2^(2^N) gates, is [a]. *)
Definition largest_over_gates (i : nat) (a : R) : Prop :=
  (forall f psi, polynomial_of_gate f psi -> `|psi`_i| <= a) /\
  (exists f psi, polynomial_of_gate f psi /\ `|psi`_i| = a).

(** The largest of all coefficients, over all gates, is [a]. *)
Definition largest_coefficient (a : R) : Prop :=
  (forall f psi, polynomial_of_gate f psi -> forall i, `|psi`_i| <= a) /\
  (exists f psi, polynomial_of_gate f psi /\ exists i, `|psi`_i| = a).

End Definitions.

Section AllN.
Variables (R : rcfType) (N : nat).
Hypothesis N_gt0 : (0 < N)%N.
Local Notation s := (scale R N).
Local Notation label f := (fun z : N.-tuple bool => as_sign R (f z)).

(** The Lagrange basis at the integers alpha(z). *)
Local Notation L := (basis (fun z : N.-tuple bool => (alpha z)%:R : R)).

Lemma polynomial_is f (psi : {poly R}) : polynomial_of_gate (as_sign R) f psi <-> psi = eq_22 (label f) \Po (s *: 'X).
Proof.
have at_z z : (eq_22 (label f) \Po (s *: 'X)).[projection (unit_weights R N) z] = as_sign R (f z).
  exact: eq_22_corrected.
have size_s : (size (eq_22 (label f) \Po (s *: 'X)) <= 2 ^ N)%N.
  exact: leq_trans (size_scaled _ _) (eq_22_degree _).
split=> [[size_psi psi_at] | ->]; last by [].
pose x := projection (unit_weights R N); pose y := label f.
have unique (p : {poly R}) : (size p <= 2 ^ N)%N -> (forall z, p.[x z] = y z) -> p = lagrange x y.
  by rewrite -card_bits; apply: lagrange_unique; apply: projection_injective.
by rewrite (unique _ size_psi) // (unique _ size_s).
Qed.

Lemma coefficient_is f i : (eq_22 (label f) \Po (s *: 'X))`_i = (\sum_z label f z * (L z)`_i) * s ^+ i.
Proof. by rewrite coef_scaled coef_sum; congr (_ * _); apply: eq_bigr => z _; rewrite coefZ. Qed.

(** For every N: the largest size of a coefficient over all gates is the sum of the sizes over the Lagrange basis. *)
Theorem largest_is_sum (i : nat) :
  largest_over_gates (as_sign R) N i
    (\sum_z `|(basis (fun z : N.-tuple bool => (alpha z)%:R : R) z)`_i| * scale R N ^+ i).
Proof.
rewrite -mulr_suml; have s_ge0 : 0 <= s ^+ i by rewrite exprn_ge0 // ltW // scale_gt0.
split=> [f psi /polynomial_is-> | ].
  rewrite coefficient_is normrM (ger0_norm s_ge0) ler_wpmul2r //.
  apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => z _; rewrite normrM.
  by rewrite /as_sign; case: (f z); rewrite ?normrN normr1 mul1r.
exists (fun z => 0 <= (L z)`_i), (eq_22 (label (fun z => 0 <= (L z)`_i)) \Po (s *: 'X)).
split; first exact/polynomial_is.
rewrite coefficient_is normrM (ger0_norm s_ge0); congr (_ * _).
have -> : \sum_z label (fun z => 0 <= (L z)`_i) z * (L z)`_i = \sum_z `|(L z)`_i|.
  by apply: eq_bigr => z _; rewrite /as_sign; case: (ger0P (L z)`_i) => _; rewrite ?mul1r ?mulN1r.
by rewrite ger0_norm // sumr_ge0.
Qed.

End AllN.

(** ** From a table of integers *)

(** The polynomial with these coefficients at x. *)
Definition value_at (row : seq Z) (x : Z) : Z := foldr (fun a value => Z.add (Z.mul value x) a) Z0 row.

(** [table] holds, for every node k below n, the coefficients of [denominator] times the Lagrange basis polynomial of
    node k: each row is 0 at all nodes but its own. *)
Definition is_basis_table (n : nat) (denominator : Z) (table : seq (seq Z)) : bool :=
  [&& size table == n, all (fun row => size row == n) table, Z.ltb Z0 denominator
    & let is_right k j := Z.eqb (value_at (nth [::] table k) (Z.of_nat j)) (if j == k then denominator else Z0) in
      all (fun k => all (is_right k) (iota 0 n)) (iota 0 n)].

(** The sum of the sizes of the coefficients [i]. *)
Definition column_sum (table : seq (seq Z)) (i : nat) : Z :=
  foldr (fun row sum => Z.add (Z.abs (nth Z0 row i)) sum) Z0 table.

Section Table.
Variables (R : rcfType) (N : nat) (denominator : Z) (table : seq (seq Z)).
Hypotheses (N_gt0 : (0 < N)%N) (right : is_basis_table (2 ^ N) denominator table).
Local Notation integer := (integer R).
Local Notation alphaR := (fun z : N.-tuple bool => (alpha z)%:R : R).

Local Definition polynomial_of_row (row : seq Z) : {poly R} :=
  (integer denominator)^-1 *: Poly [seq integer a | a <- row].

Lemma denominator_gt0 : 0 < integer denominator.
Proof. by case/and4P: right => _ _ positive _; apply: integer_gt0. Qed.

Lemma value_atE row x : (Poly [seq integer a | a <- row]).[integer x] = integer (value_at row x).
Proof.
rewrite horner_Poly; elim: row => //= a row ->.
by rewrite integer_add integer_mul.
Qed.

Lemma row_is_basis (z : N.-tuple bool) : basis alphaR z = polynomial_of_row (nth [::] table (alpha z)).
Proof.
have [/eqP size_table sizes _ values] := and4P right.
have inj := @alpha_real_injective R N.
pose delta z' : R := (z == z')%:R.
have unique := lagrange_unique inj (y := delta); rewrite card_bits in unique.
have alpha_in (z' : N.-tuple bool) : alpha z' \in iota 0 (2 ^ N) by rewrite mem_iota add0n alpha_lt.
rewrite (unique (basis alphaR z)); last first.
- by move=> z'; rewrite (basis_at inj).
- by rewrite -card_bits size_basis.
apply/esym/unique => [|z'].
  apply: leq_trans (size_scale_leq _ _) _; apply: leq_trans (size_Poly _) _; rewrite size_map.
  by rewrite (eqP (all_nthP [::] sizes _ _)) // size_table alpha_lt.
have /Z.eqb_eq value := allP (allP values _ (alpha_in z)) _ (alpha_in z').
rewrite hornerZ -integer_nat value_atE value (inj_eq (@alpha_injective N)) eq_sym.
by rewrite /delta; case: eqP => _; rewrite ?mulVf ?mulr0 // gt_eqF ?denominator_gt0.
Qed.

Lemma column_sumE i : integer (column_sum table i) = \sum_(row <- table) `|integer (nth Z0 row i)|.
Proof.
elim: (table) => [|row rows IH]; first by rewrite big_nil.
by rewrite big_cons -IH /= integer_add integer_abs.
Qed.

Lemma sum_is i :
  \sum_(z : N.-tuple bool) `|(basis alphaR z)`_i| = integer (column_sum table i) / integer denominator.
Proof.
have [/eqP size_table _ _ _] := and4P right.
pose F k := `|(polynomial_of_row (nth [::] table k))`_i|.
transitivity (\sum_(k < 2 ^ N) F k).
  pose h (z : N.-tuple bool) := Ordinal (alpha_lt z).
  have h_bij : bijective h.
    by apply: inj_card_bij => [z z' /(congr1 val)/alpha_injective //|]; rewrite card_bits card_ord.
  by rewrite (reindex h) /=; [apply: eq_bigr => z _; rewrite row_is_basis | apply: onW_bij].
rewrite column_sumE (big_nth [::]) size_table big_mkord mulr_suml; apply: eq_bigr => k _.
rewrite /F coefZ coef_Poly normrM normfV (ger0_norm (ltW denominator_gt0)) mulrC; congr (`|_| / _).
have [lt_i | ge_i] := ltnP i (size (nth [::] table k)); first by rewrite (nth_map Z0).
by rewrite [LHS]nth_default ?size_map // (nth_default Z0 ge_i).
Qed.

(** What a right table says of coefficient [i]. *)
Theorem largest_from_table (i : nat) :
  largest_over_gates (as_sign R) N i (integer (column_sum table i) / integer denominator * scale R N ^+ i).
Proof. by rewrite -sum_is mulr_suml; apply: largest_is_sum. Qed.

End Table.

(** a / b times the square root of r. *)
Definition surd (R : rcfType) (a b r : Z) : R := integer R a / integer R b * Num.sqrt (integer R r).

(** Coefficient [power] is the largest, and it is a / b sqrt r; [norm] is the square of the factor [scale]. *)
Definition is_largest (N : nat) (table : seq (seq Z)) (denominator norm : Z) (power : nat) (a b r : Z) : bool :=
  let squared i := Z.mul (Z.mul (column_sum table i) (column_sum table i)) (power_of_Z norm i) in
  [&& is_basis_table (2 ^ N) denominator table, (power < 2 ^ N)%N, Z.ltb Z0 b,
      Z.eqb (Z.mul (Z.of_nat 3) norm) (Z.of_nat (4 ^ N - 1)), Z.eqb r (if odd power then norm else Z.of_nat 1),
      Z.eqb (Z.mul (Z.mul (column_sum table power) (power_of_Z norm power./2)) b) (Z.mul a denominator)
    & all (fun i => Z.leb (squared i) (squared power)) (iota 0 (2 ^ N))].

Theorem largest_coefficient_from_table (R : rcfType) N table denominator norm power a b r :
  (0 < N)%N -> is_largest N table denominator norm power a b r ->
  largest_coefficient (as_sign R) N (surd R a b r).
Proof.
move=> N_gt0 /and5P[right lt_power b_gt0 /Z.eqb_eq normE /and3P[/Z.eqb_eq rE /Z.eqb_eq valueE /allP largest]].
have d_gt0 := denominator_gt0 R right; have b_gt0' := integer_gt0 R b_gt0.
have scale2 : scale R N ^+ 2 = integer R norm.
  rewrite /scale sqr_sqrtr ?divr_ge0 ?ler0n // -integer_nat -normE integer_mul mulrC mulKf //.
  by rewrite pnatr_eq0.
have s_gt0 := scale_gt0 R N_gt0.
pose size_of i : R := integer R (column_sum table i) / integer R denominator * scale R N ^+ i.
have sum_ge0 i : 0 <= integer R (column_sum table i) by rewrite column_sumE sumr_ge0.
have surdE : surd R a b r = size_of power.
  have scaleE : scale R N ^+ power = scale R N ^+ odd power * integer R norm ^+ power./2.
    by rewrite -{1}(odd_double_half power) exprD -mul2n exprM scale2.
  have rootE : Num.sqrt (integer R r) = scale R N ^+ odd power.
    rewrite rE; case: odd; rewrite -?scale2 ?sqrtr_sqr ?ger0_norm ?(ltW s_gt0) //.
    by rewrite [integer R _]integer_nat sqrtr1.
  have fractionE : integer R a / integer R b
      = integer R (column_sum table power) / integer R denominator * integer R norm ^+ power./2.
    apply/eqP; rewrite mulrAC eqr_div ?(gt_eqF b_gt0') ?(gt_eqF d_gt0) // -integer_power -!integer_mul; apply/eqP.
    congr integer.
    by rewrite -valueE.
  by rewrite /surd /size_of fractionE rootE scaleE -!mulrA; congr (_ * (_ * _)); rewrite mulrC.
have size_ge0 i : 0 <= size_of i by rewrite mulr_ge0 ?divr_ge0 ?exprn_ge0 ?(ltW d_gt0) ?(ltW s_gt0).
have le_power i : (i < 2 ^ N)%N -> size_of i <= size_of power.
  move=> lt_i; rewrite -(@ler_pexpn2r _ 2) ?nnegrE // /size_of !exprMn -!exprM ![(_ * 2)%N]mulnC !exprM scale2 .
  rewrite -!(integer_power R norm) mulrAC [X in _ <= X]mulrAC ler_pmul2r ?exprn_gt0 ?invr_gt0 // !expr2 -!integer_mul.
  by apply: integer_le; apply: largest; rewrite mem_iota.
rewrite surdE; split=> [f psi psi_f i | ].
  have [lt_i | ge_i] := ltnP i (2 ^ N); last first.
    by case: psi_f => size_psi _; rewrite nth_default ?normr0 // (leq_trans size_psi).
  have [bound _] := largest_from_table R N_gt0 right i.
  exact: le_trans (bound f psi psi_f) (le_power i lt_i).
have [_ [f [psi [psi_f psi_i]]]] := largest_from_table R N_gt0 right power.
by exists f, psi; split=> //; exists power.
Qed.

(** ** Gates with values in {0, 1}: half of it *)

Section Bits.
Variables (R : rcfType) (N : nat).
Hypothesis N_gt0 : (0 < N)%N.

Lemma sign_of_bit f (psi : {poly R}) :
  polynomial_of_gate (as_bit R) f psi -> polynomial_of_gate (as_sign R) f (psi *+ 2 - 1) (N := N).
Proof.
move=> [size_psi psi_at]; split=> [|z].
  apply: leq_trans (size_add _ _) _; rewrite size_opp size_poly1 geq_max expn_gt0 andbT.
  by rewrite -scaler_nat (leq_trans (size_scale_leq _ _)).
rewrite hornerD hornerN hornerMn psi_at hornerC /as_sign /as_bit.
by case: (f z); rewrite ?mul0rn ?sub0r // mulr2n addrK.
Qed.

Lemma bit_of_sign f (psi : {poly R}) :
  polynomial_of_gate (as_sign R) f psi -> polynomial_of_gate (as_bit R) f (2%:R^-1 *: (psi + 1)) (N := N).
Proof.
move=> [size_psi psi_at]; split=> [|z].
  apply: leq_trans (size_scale_leq _ _) _; apply: leq_trans (size_add _ _) _.
  by rewrite size_poly1 geq_max size_psi expn_gt0.
rewrite hornerZ hornerD psi_at hornerC /as_sign /as_bit; case: (f z); last by rewrite addNr mulr0.
by rewrite -mulr2n mulVf // pnatr_eq0.
Qed.

(** The constant coefficient is the value at the input of ones. *)
Lemma constant_coefficient number f (psi : {poly R}) :
  polynomial_of_gate number f psi -> psi`_0 = number (f [tuple of nseq N true]).
Proof.
move=> [_ <-]; rewrite -horner_coef0 projection_is //; congr (psi.[_]).
rewrite (_ : alpha _ = 0%N) ?mul0r // /alpha big1 // => i _.
by rewrite (tnth_nth false) nth_nseq ltn_ord muln0.
Qed.

(** For every N, and for every coefficient but the constant one, the largest with values in {0, 1} is half of the
    largest with values in {-1, 1}. *)
Theorem largest_for_bits_is_half (i : nat) (a : R) : (0 < i)%N ->
  largest_over_gates (as_sign R) N i a -> largest_over_gates (as_bit R) N i (a / 2%:R).
Proof.
case: i => // i _ [bound [f [psi [psi_f psi_i]]]]; split=> [g p /sign_of_bit/bound|].
  by rewrite coefB coef1 subr0 coefMn normrMn ler_pdivl_mulr ?ltr0n // mulr_natr.
exists f, (2%:R^-1 *: (psi + 1)); split; first exact: bit_of_sign.
by rewrite coefZ coefD coef1 addr0 normrM ger0_norm ?invr_ge0 ?ler0n // psi_i mulrC.
Qed.

Theorem largest_coefficient_for_bits (a : R) : 2%:R <= a ->
  largest_coefficient (as_sign R) N a -> largest_coefficient (as_bit R) N (a / 2%:R).
Proof.
move=> a_ge2 [bound [f [psi [psi_f [i psi_i]]]]].
have half_ge1 : 1 <= a / 2%:R by rewrite ler_pdivl_mulr ?ltr0n // mul1r.
split=> [g p p_g [|j] | ].
- rewrite (constant_coefficient p_g) /as_bit; case: (g _); rewrite ?normr1 // normr0.
  exact: le_trans ler01 half_ge1.
- have := bound _ _ (sign_of_bit p_g) j.+1.
  by rewrite coefB coef1 subr0 coefMn normrMn ler_pdivl_mulr ?ltr0n // mulr_natr.
exists f, (2%:R^-1 *: (psi + 1)); split; first exact: bit_of_sign.
exists i; case: i psi_i => [|i] psi_i; last first.
  by rewrite coefZ coefD coef1 addr0 normrM ger0_norm ?invr_ge0 ?ler0n // psi_i mulrC.
have: `|psi`_0| = 1 by rewrite (constant_coefficient psi_f) /as_sign; case: (f _); rewrite ?normrN normr1.
by rewrite psi_i => a1; move: a_ge2; rewrite a1 lern1.
Qed.

End Bits.

(** Of a surd that is 2 at least, [a' / b' sqrt r] is half. *)
Corollary largest_coefficient_for_bits_is (R : rcfType) N (a a' b b' r : Z) :
  (0 < N)%N -> Z.ltb Z0 b && Z.ltb Z0 b' && Z.leb Z0 a' && Z.leb Z0 r ->
  Z.eqb (Z.mul a b') (Z.mul (Z.mul (Z.of_nat 2) a') b) && Z.leb (Z.mul b' b') (Z.mul (Z.mul a' a') r) ->
  largest_coefficient (as_sign R) N (surd R a b r) -> largest_coefficient (as_bit R) N (surd R a' b' r).
Proof.
move=> N_gt0 /andP[/andP[/andP[]]].
move=> /(integer_gt0 R) b_gt0 /(integer_gt0 R) b'_gt0 /(integer_le R) a'_ge0 /(integer_le R) r_ge0.
move=> /andP[/Z.eqb_eq half /(integer_le R) le_squares].
have halfE : surd R a' b' r = surd R a b r / 2%:R.
  rewrite /surd [RHS]mulrAC; congr (_ * _); apply/eqP; rewrite -mulrA -invfM.
  rewrite eqr_div ?mulf_neq0 ?(gt_eqF b_gt0) ?(gt_eqF b'_gt0) ?pnatr_eq0 // -integer_mul half.
  by rewrite !integer_mul integer_nat mulrA [_ * 2%:R]mulrC mulrA.
rewrite halfE => largest; apply: largest_coefficient_for_bits => //.
have half_ge1 : 1 <= surd R a' b' r.
  rewrite -(@ler_pexpn2r _ 2) ?nnegrE ?ler01 // ?mulr_ge0 ?invr_ge0 ?sqrtr_ge0 ?(ltW b'_gt0) //.
  rewrite expr1n /surd !exprMn sqr_sqrtr // exprVn mulrAC ler_pdivl_mulr ?exprn_gt0 // mul1r.
  by rewrite !expr2 -!integer_mul.
by move: half_ge1; rewrite halfE ler_pdivl_mulr ?ltr0n // mul1r.
Qed.
