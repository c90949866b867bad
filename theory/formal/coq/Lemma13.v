(** * Lemma 13 (eq 83 to 89): parities over different index sets are orthogonal *)

From mathcomp Require Import all_ssreflect ssralg ssrnum.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Parities.
Variables (R : numFieldType) (d : nat).

(** The expectation over uniform bits [x_1, ..., x_d]. *)
Definition expectation (g : {ffun 'I_d -> bool} -> R) : R := (2 ^ d)%:R^-1 * \sum_(x : {ffun 'I_d -> bool}) g x.

(** (-1)^(sum of x_i over i in H). *)
Definition parity (H : {set 'I_d}) (x : {ffun 'I_d -> bool}) : R := (- 1) ^+ (\sum_(i in H) x i)%N.

(** The printed form, for a tuple of indices: (-1)^(x_(i_1) + ... + x_(i_k)). *)
Definition tuple_parity k (i : k.-tuple 'I_d) (x : {ffun 'I_d -> bool}) : R := (- 1) ^+ (\sum_(j < k) x (tnth i j))%N.

(** (-1)^<x, h> for natural numbers h_1, ..., h_d, as in eq 84 and 85. *)
Definition character (h : 'I_d -> nat) (x : {ffun 'I_d -> bool}) : R := (- 1) ^+ (\sum_i x i * h i)%N.

(** Eq 85 to 88: bits are independent, so expectation and product may be swapped. *)
Theorem eq_88 (h h' : 'I_d -> nat) :
  expectation (fun x => character h x * character h' x) = \prod_j (((- 1) ^+ (h j + h' j) + 1) / 2%:R).
Proof.
rewrite /expectation.
rewrite (eq_bigr (fun x : {ffun 'I_d -> bool} => \prod_j ((- 1) ^+ (x j * (h j + h' j))%N : R))) => [|x _]; last first.
  rewrite /character -!prodrXr -big_split /=; apply: eq_bigr => j _.
  by rewrite mulnDr exprD.
rewrite -(bigA_distr_bigA (fun j (b : bool) => (- 1) ^+ (b * (h j + h' j))%N : R)) /=.
rewrite big_split /= prodr_const card_ord natrX exprVn mulrC.
by congr (_ * _); apply: eq_bigr => j _; rewrite big_bool mul1n mul0n expr0.
Qed.

Lemma factor_is (m n : nat) : ((- 1) ^+ (m + n) + 1) / 2%:R = (odd m == odd n)%:R :> R.
Proof.
rewrite -signr_odd oddD; case: (odd m); case: (odd n) => /=; rewrite ?expr0 ?expr1 ?addNr ?mul0r //.
  by rewrite -[1 + 1]/(2%:R) divff // pnatr_eq0.
by rewrite -[1 + 1]/(2%:R) divff // pnatr_eq0.
Qed.

(** So the correlation is 1 if [h] and [h'] have the same odd entries, and 0 if not. *)
Theorem correlation (h h' : 'I_d -> nat) :
  expectation (fun x => character h x * character h' x) = [forall j, odd (h j) == odd (h' j)]%:R.
Proof.
rewrite eq_88 (eq_bigr _ (fun j _ => factor_is (h j) (h' j))).
case: (boolP [forall j, _]) => [/forallP same | ].
  by rewrite big1 // => j _; rewrite same.
by rewrite negb_forall => /existsP[j /negPf neq]; rewrite (bigD1 j) //= neq mul0r.
Qed.

Lemma parity_character (H : {set 'I_d}) : parity H =1 character (fun j => j \in H).
Proof.
move=> x; rewrite /parity /character big_mkcond; congr (_ ^+ _).
by apply: eq_bigr => j _; case: (j \in H); rewrite ?muln1 ?muln0.
Qed.

Lemma tuple_parity_character k (i : k.-tuple 'I_d) : tuple_parity i =1 character (fun j => count_mem j i).
Proof.
move=> x; rewrite /tuple_parity /character; congr (_ ^+ _).
rewrite -(big_tuple _ _ i xpredT (fun m => nat_of_bool (x m))).
elim: (tval i) => [|m s IHs]; first by rewrite big_nil big1 // => j _; rewrite muln0.
rewrite big_cons IHs -[RHS](eq_bigr _ (fun j _ => esym (mulnDr _ _ _))) big_split /=.
congr (_ + _)%N; rewrite (bigD1 m) //= eqxx muln1 big1 ?addn0 // => j.
by rewrite eq_sym => /negPf->; rewrite muln0.
Qed.

(** ** Lemma 13 for index sets: every [d], sets of every size *)
Theorem lemma_13 (H H' : {set 'I_d}) : expectation (fun x => parity H x * parity H' x) = (H == H')%:R.
Proof.
rewrite /expectation (eq_bigr _ (fun x _ => congr2 *%R (parity_character H x) (parity_character H' x))).
rewrite [LHS]correlation; congr (nat_of_bool _)%:R; apply/forallP/eqP=> [same | -> j //].
by apply/setP=> j; have /eqP := same j; case: (j \in H); case: (j \in H').
Qed.

(** Eq 83 as printed speaks of tuples. Exactly then is the expectation 1, and else it is 0: each index occurs an odd
    number of times in both or in neither. *)
Theorem lemma_13_tuples k l (i : k.-tuple 'I_d) (i' : l.-tuple 'I_d) :
  expectation (fun x => tuple_parity i x * tuple_parity i' x)
    = [forall m, odd (count_mem m i) == odd (count_mem m i')]%:R.
Proof.
rewrite /expectation.
rewrite (eq_bigr _ (fun x _ => congr2 *%R (tuple_parity_character i x) (tuple_parity_character i' x))).
exact: correlation.
Qed.

(** With unique indices, as section 5 has them: 1 if one tuple is the other in another order, 0 if not. *)
Theorem lemma_13_unique_indices k (i i' : k.-tuple 'I_d) :
  uniq i -> uniq i' -> expectation (fun x => tuple_parity i x * tuple_parity i' x) = (perm_eq i i')%:R.
Proof.
move=> uniq_i uniq_i'; rewrite lemma_13_tuples; congr (nat_of_bool _)%:R.
apply/forallP/idP=> [same | /permP same m]; last by rewrite same.
apply: uniq_perm => // m; have := same m; rewrite !count_uniq_mem //.
by case: (m \in i); case: (m \in i').
Qed.

End Parities.

(** The printed lemma fails: for every [d >= 2] there are unique indices, different as tuples, with expectation 1. *)
Theorem lemma_13_fails_for_tuples (R : numFieldType) (d : nat) :
  exists i i' : 2.-tuple 'I_d.+2,
    [/\ uniq i, uniq i', i != i' & expectation (fun x => tuple_parity R i x * tuple_parity R i' x) = 1].
Proof.
pose a : 'I_d.+2 := ord0; pose b : 'I_d.+2 := lift ord0 ord0.
by exists [tuple a; b], [tuple b; a]; split=> //; rewrite lemma_13_unique_indices // (perm_catC [:: a] [:: b]).
Qed.

(** The same with tuples of [d / 2] indices, the length that the lemma has, at [d = 4]. *)
Corollary lemma_13_fails_at_4 (R : numFieldType) :
  exists i i' : (4 %/ 2).-tuple 'I_4,
    [/\ uniq i, uniq i', i != i' & expectation (fun x => tuple_parity R i x * tuple_parity R i' x) = 1].
Proof. exact: lemma_13_fails_for_tuples. Qed.
