(** * Tokens as vectors: the left side of eq 6, 8 and 9

    R^(2N) is written as N rows of 2 numbers: row [i] of a vector is the block that meets the one-hot vector of the
    [i]-th token, so that the stacked column [(e_(z_1); ...; e_(z_N))] is the matrix with these rows. *)

From mathcomp Require Import all_ssreflect ssralg ssrnum matrix.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Encoding.
Variables (R : rcfType) (N : nat).

(** e_0 = (1, 0) and e_1 = (0, 1): one row for each of the bits z_1, ..., z_N. *)
Definition one_hot (z : N.-tuple bool) : 'M[R]_(N, 2) := \matrix_(i, j) (j == tnth z i :> nat)%:R.

Definition inner (u v : 'M[R]_(N, 2)) : R := \sum_i \sum_j u i j * v i j.

Definition norm (u : 'M[R]_(N, 2)) : R := Num.sqrt (inner u u).

(** < w / ||w|| , (e_(z_1); ...; e_(z_N)) > *)
Definition projection (w : 'M[R]_(N, 2)) (z : N.-tuple bool) : R := inner ((norm w)^-1 *: w) (one_hot z).

Lemma projectionE (w : 'M[R]_(N, 2)) z :
  projection w z = (norm w)^-1 * \sum_i w i (if tnth z i then lift ord0 ord0 else ord0).
Proof.
rewrite /projection /inner mulr_sumr; apply: eq_bigr => i _.
rewrite !big_ord_recl big_ord0 addr0 !mxE.
by case: (tnth z i); rewrite /= ?mulr1 ?mulr0 ?addr0 ?add0r.
Qed.

End Encoding.
