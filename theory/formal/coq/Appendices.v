(** * The certificates of the appendices, as Python writes them: do not edit *)

From Coq Require Import BinInt.
From mathcomp Require Import all_ssreflect.
From Subtask Require Import OrderCertificates Orders.
Local Open Scope Z_scope.

(* variables 0 = m, 1 = T, 2 = n; exponents in units of 1/2 *)
Local Definition C_gradient_as_printed : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 16); (var 2, [::], 1)])];
  left_side := [:: [:: [:: (var 1, [::], 32); (var 0, [::], -2); (var 2, [::], 1)]];
    [:: [:: (var 1, [::], 8)]]];
  right_side := [:: [:: [:: (var 1, [::], 16)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 1))) 8 [::]]]] |}.

(* variables 0 = m, 1 = T, 2 = n; exponents in units of 1/2 *)
Local Definition C_gradient_corrected : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 22); (var 2, [::], 1)])];
  left_side := [:: [:: [:: (var 1, [::], 60); (var 0, [::], -4); (var 2, [::], 2)]];
    [:: [:: (var 1, [::], 34); (var 0, [::], -2); (var 2, [::], 1)]];
    [:: [:: (var 1, [::], 36); (var 0, [::], -2); (var 2, [::], 1)]];
    [:: [:: (var 1, [::], 10)]]];
  right_side := [:: [:: [:: (var 1, [::], 16)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 2 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 1))) 4 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 1))) 2 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 1))) 6 [::]]]] |}.

(* variables 0 = T, 1 = m, 2 = n; exponents in units of 1/2 *)
Local Definition C_eq_29_middle : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 16); (var 1, [::], -2); (var 2, [::], -1)]];
    [:: [:: (var 1, [::], -2); (var 2, [::], -1)]]];
  right_side := [:: [:: [:: (var 0, [::], 16); (var 1, [::], -2); (var 2, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 0))) 16 [::]]]] |}.

(* variables 0 = T, 1 = m, 2 = n; exponents in units of 1/2 *)
Local Definition C_eq_29 : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 16); (var 1, [::], -2); (var 2, [::], -1)]];
    [:: [:: (var 1, [::], -2); (var 2, [::], -1)]]];
  right_side := [:: [:: [:: (var 0, [::], 16); (var 1, [::], -2); (var 2, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 0))) 16 [::]]]] |}.

(* variables 0 = T, 1 = m, 2 = n; exponents in units of 1/2 *)
Local Definition C_travel : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 16); (var 1, [::], -2); (var 2, [::], 1)]];
    [:: [:: (var 1, [::], -2); (var 2, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], 16); (var 1, [::], -2); (var 2, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 0))) 16 [::]]]] |}.

(* exponents in units of 1/1 *)
Local Definition C_rounding_norm_corrected : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [::]]];
  right_side := [:: [:: [::]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/2 *)
Local Definition C_in_the_ball : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 32)]);
    ([:: (var 2, [::], 2)], [:: (var 3, [::], 2)])];
  left_side := [:: [:: [:: (var 1, [::], 16); (var 2, [::], -2); (var 3, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], 2); (var 2, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 2 [::]]]] |}.

(* variables 0 = T, 1 = m, 2 = n, 3 = R; exponents in units of 1/2 *)
Local Definition C_eq_37_start : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 32); (var 1, [::], -2); (var 2, [::], -1)]];
    [:: [:: (var 3, [::], 4); (var 2, [::], 1)]]];
  right_side := [:: [:: [:: (var 3, [::], 4); (var 2, [::], 1)]; [:: (var 0, [::], 32); (var 2, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 1] [:: Step (Elementary (AtLeast1 (var 1))) 2 [::]; Step (Elementary (AtLeast1 (var 2))) 2 [::]]];
    [:: Leaf [:: 1] [:: 1; 0] [::]]] |}.

(* variables 0 = T, 1 = m, 2 = n; exponents in units of 1/2 *)
Local Definition C_eq_37_gradients : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 32); (var 1, [::], -2); (var 2, [::], 1)]];
    [:: [:: (var 1, [::], -2); (var 2, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], 32); (var 1, [::], -2); (var 2, [::], 1)]; [:: (var 1, [::], -2); (var 2, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1; 0] [::]];
    [:: Leaf [:: 1] [:: 0; 1] [::]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition C_eq_38_linearisation : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 2); (var 1, [::], 108); (log 2, [::], 6); (var 2, [::], -4); (var 3, [::], 9)]];
    [:: [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 2); (var 1, [::], 108); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 12)]; [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2; 0] [:: Step (Elementary (AtLeast1 (var 2))) 6 [::]; Step (Elementary (AtLeast1 (var 3))) 6 [::]]];
    [:: Leaf [:: 1] [:: 0; 1] [::]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/2 *)
Local Definition C_eq_38_rounding_corrected : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 32)]);
    ([:: (var 2, [::], 2)], [:: (var 3, [::], 2)])];
  left_side := [:: [:: [:: (var 1, [::], 16); (var 2, [::], -2); (var 3, [::], 3)]];
    [:: [:: (var 0, [::], 2); (var 2, [::], -1); (var 3, [::], 2)]]];
  right_side := [:: [:: [:: (var 0, [::], 2); (var 2, [::], -1); (var 3, [::], 2)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 2 [::]]];
    [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition C_eq_38 : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 2); (var 1, [::], 108); (log 2, [::], 6); (var 2, [::], -4); (var 3, [::], 9)]];
    [:: [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]];
    [:: [:: (var 1, [::], 48); (var 2, [::], -6); (var 3, [::], 9)]];
    [:: [:: (var 0, [::], 6); (var 2, [::], -3); (var 3, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 6); (var 2, [::], -9); (var 3, [::], 6)]; [:: (var 0, [::], 2); (var 1, [::], 108); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 12)]; [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]; [:: (var 1, [::], 48); (var 2, [::], -9); (var 3, [::], 12)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 0; 2; 0; 0] [:: Step (Elementary (AtLeast1 (var 2))) 6 [::]; Step (Elementary (AtLeast1 (var 3))) 6 [::]]];
    [:: Leaf [:: 1] [:: 0; 0; 1; 0] [::]];
    [:: Leaf [:: 32] [:: 15; 12; 0; 5] [:: Step (Elementary (AtLeast1 (var 0))) 114 [::]; Step (Elementary (AtLeast1 (var 3))) 6 [::]; Step (Elementary (AtLeast1 (log 2))) 72 [::]]];
    [:: Leaf [:: 4] [:: 1; 0; 3; 0] [:: Step (Elementary (AtLeast1 (var 0))) 6 [::]; Step (Elementary (AtLeast1 (var 1))) 180 [::]; Step (Elementary (AtLeast1 (log 2))) 18 [::]]]] |}.

(* variables 0 = T, 1 = m, 2 = n, 3 = R; exponents in units of 1/6 *)
Local Definition C_eq_38_total : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 48); (var 1, [::], -6); (var 2, [::], 9)]];
    [:: [:: (var 3, [::], 6); (var 1, [::], -3); (var 2, [::], 6)]]];
  right_side := [:: [:: [:: (var 3, [::], 2); (var 0, [::], 108); (log 1, [::], 6); (var 1, [::], -4); (var 2, [::], 9)]; [:: (var 3, [::], 8); (var 0, [::], 60); (log 1, [::], 6); (var 1, [::], -1); (var 2, [::], 6)]]];
  proofs := [:: [:: Leaf [:: 3] [:: 3; 0] [:: Step (Elementary (AtLeast1 (var 3))) 6 [::]; Step (Elementary (AtLeast1 (var 0))) 180 [::]; Step (Elementary (AtLeast1 (var 1))) 6 [::]; Step (Elementary (AtLeast1 (log 1))) 18 [::]]];
    [:: Leaf [:: 3] [:: 0; 3] [:: Step (Elementary (AtLeast1 (var 3))) 6 [::]; Step (Elementary (AtLeast1 (var 0))) 180 [::]; Step (Elementary (AtLeast1 (var 1))) 6 [::]; Step (Elementary (AtLeast1 (log 1))) 18 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = n, 3 = m; exponents in units of 1/6 *)
Local Definition C_eq_39 : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 96)])];
  left_side := [:: [:: [:: (var 0, [::], 12); (var 2, [::], 3)]];
    [:: [:: (var 1, [::], 96); (var 2, [::], 3)]];
    [:: [:: (var 1, [::], 96); (var 3, [::], -6); (var 2, [::], 3)]];
    [:: [:: (var 3, [::], -6); (var 2, [::], 3)]];
    [:: [:: (var 0, [::], 8); (var 1, [::], 60); (log 3, [::], 6); (var 3, [::], -1); (var 2, [::], 6)]];
    [:: [:: (var 0, [::], 2); (var 1, [::], 108); (log 3, [::], 6); (var 3, [::], -1); (var 2, [::], 12)]];
    [:: [:: (var 1, [::], 48); (var 3, [::], -9); (var 2, [::], 12)]];
    [:: [:: (var 0, [::], 6); (var 3, [::], -9); (var 2, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 6); (var 3, [::], -9); (var 2, [::], 12)]; [:: (var 0, [::], 2); (var 1, [::], 108); (log 3, [::], 6); (var 3, [::], -1); (var 2, [::], 12)]; [:: (var 0, [::], 8); (var 1, [::], 60); (log 3, [::], 6); (var 3, [::], -1); (var 2, [::], 6)]; [:: (var 0, [::], 12); (var 2, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 0; 0; 1] [::]];
    [:: Leaf [:: 1] [:: 0; 0; 0; 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 3] [:: 2; 0; 0; 1] [:: Step (Elementary (Given 0)) 3 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]; Step (Elementary (AtLeast1 (var 2))) 18 [::]]];
    [:: Leaf [:: 3] [:: 2; 0; 0; 1] [:: Step (Elementary (AtLeast1 (var 0))) 24 [::]; Step (Elementary (AtLeast1 (var 2))) 18 [::]]];
    [:: Leaf [:: 1] [:: 0; 0; 1; 0] [::]];
    [:: Leaf [:: 1] [:: 0; 1; 0; 0] [::]];
    [:: Leaf [:: 2] [:: 2; 0; 0; 0] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 1] [:: 1; 0; 0; 0] [:: Step (Elementary (AtLeast1 (var 2))) 6 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition C_eq_39_tight : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 96)]);
    ([:: (var 2, [::], 6)], [:: (var 3, [::], 6)])];
  left_side := [:: [:: [:: (var 0, [::], 12); (var 3, [::], 3)]];
    [:: [:: (var 1, [::], 96); (var 3, [::], 3)]];
    [:: [:: (var 1, [::], 96); (var 2, [::], -6); (var 3, [::], 3)]];
    [:: [:: (var 2, [::], -6); (var 3, [::], 3)]];
    [:: [:: (var 0, [::], 2); (var 1, [::], 108); (log 2, [::], 6); (var 2, [::], -4); (var 3, [::], 9)]];
    [:: [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]];
    [:: [:: (var 1, [::], 48); (var 2, [::], -6); (var 3, [::], 9)]];
    [:: [:: (var 0, [::], 6); (var 2, [::], -3); (var 3, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 6); (var 2, [::], -3); (var 3, [::], 6)]; [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]; [:: (var 0, [::], 12); (var 3, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 0; 1] [::]];
    [:: Leaf [:: 1] [:: 0; 0; 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 2] [:: 2; 0; 0] [:: Step (Elementary (Given 0)) 2 [::]; Step (Elementary (AtLeast1 (var 2))) 6 [::]; Step (Elementary (AtLeast1 (var 3))) 6 [::]]];
    [:: Leaf [:: 2] [:: 2; 0; 0] [:: Step (Elementary (AtLeast1 (var 0))) 12 [::]; Step (Elementary (AtLeast1 (var 2))) 6 [::]; Step (Elementary (AtLeast1 (var 3))) 6 [::]]];
    [:: Leaf [:: 2] [:: 0; 2; 0] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 1] [:: 0; 1; 0] [::]];
    [:: Leaf [:: 2] [:: 2; 0; 0] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 1] [:: 1; 0; 0] [::]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition C_width_corrected : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 96)]);
    ([:: (var 2, [::], 6)], [:: (log 2, [::], 36); (var 3, [::], 54)])];
  left_side := [:: [:: [:: (var 0, [::], 12); (var 3, [::], 3)]];
    [:: [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]];
    [:: [:: (var 0, [::], 2); (var 1, [::], 108); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 12)]];
    [:: [:: (var 0, [::], 6); (var 2, [::], -9); (var 3, [::], 12)]]];
  right_side := [:: [:: [:: (var 0, [::], 12); (var 3, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 72] [:: 72] [:: Step (Elementary (Given 0)) 45 [::]; Step (Elementary (Given 1)) 4 [::]; Step (Elementary (AtLeast1 (var 0))) 18 [::]; Step (LogBelowPower 2 1) 48 [::]]];
    [:: Leaf [:: 24] [:: 24] [:: Step (Elementary (Given 0)) 27 [::]; Step (Elementary (Given 1)) 4 [::]; Step (Elementary (AtLeast1 (var 0))) 78 [::]]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 36 [::]; Step (Elementary (AtLeast1 (var 2))) 48 [::]; Step (Elementary (AtLeast1 (log 2))) 36 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition C_width_corrected_tight : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 96)]);
    ([:: (var 2, [::], 6)], [:: (log 2, [::], 36); (var 3, [::], 18)])];
  left_side := [:: [:: [:: (var 0, [::], 12); (var 3, [::], 3)]];
    [:: [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]];
    [:: [:: (var 0, [::], 6); (var 2, [::], -3); (var 3, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 12); (var 3, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 24] [:: 24] [:: Step (Elementary (Given 0)) 15 [::]; Step (Elementary (Given 1)) 4 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 36 [::]; Step (Elementary (AtLeast1 (var 2))) 12 [::]; Step (Elementary (AtLeast1 (log 2))) 36 [::]]]] |}.

(* variables 0 = R, 1 = n; exponents in units of 1/2 *)
Local Definition C_eq_40 : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 4); (var 1, [::], 1)]];
    [:: [::]];
    [:: [:: (var 0, [::], 4)]]];
  right_side := [:: [:: [:: (var 0, [::], 4); (var 1, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (AtLeast1 (var 0))) 8 [::]; Step (Elementary (AtLeast1 (var 1))) 2 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (AtLeast1 (var 1))) 2 [::]]]] |}.

(* variables 0 = T, 1 = m, 2 = n; exponents in units of 1/2 *)
Local Definition C_eq_41 : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 28); (var 1, [::], -2); (var 2, [::], 1)]];
    [:: [:: (var 0, [::], 2)]]];
  right_side := [:: [:: [:: (var 0, [::], 2)]; [:: (var 0, [::], 28); (var 1, [::], -1); (var 2, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 0; 2] [:: Step (Elementary (AtLeast1 (var 1))) 2 [::]]];
    [:: Leaf [:: 1] [:: 1; 0] [::]]] |}.

(* variables 0 = m, 1 = n, 2 = T; exponents in units of 1/2 *)
Local Definition C_eq_41_end : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 2)])];
  left_side := [:: [:: [:: (var 2, [::], 28); (var 0, [::], -1); (var 1, [::], 1)]];
    [:: [:: (var 2, [::], 2)]]];
  right_side := [:: [:: [:: (var 2, [::], 28)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 2))) 26 [::]]]] |}.

(* variables 0 = T; exponents in units of 1/1 *)
Local Definition C_loss_bound : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 14)]];
    [:: [::]]];
  right_side := [:: [:: [:: (var 0, [::], 14)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 0))) 14 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = n, 3 = L; exponents in units of 1/2 *)
Local Definition C_eq_51 : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 32)])];
  left_side := [:: [:: [:: (var 0, [::], 4); (var 2, [::], 1)]];
    [:: [:: (var 3, [::], 2); (var 1, [::], 28)]]];
  right_side := [:: [:: [:: (var 3, [::], 2); (var 0, [::], 2)]; [:: (var 0, [::], 4); (var 2, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 1] [::]];
    [:: Leaf [:: 8] [:: 8; 0] [:: Step (Elementary (Given 0)) 7 [::]; Step (Elementary (AtLeast1 (var 0))) 2 [::]]]] |}.

(* variables 0 = R, 1 = n, 2 = L; exponents in units of 1/2 *)
Local Definition C_eq_24 : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 4); (var 1, [::], -1)]];
    [:: [::]; [:: (var 2, [::], 2); (var 0, [::], 2); (var 1, [::], -2)]]];
  right_side := [:: [:: [:: (var 2, [::], 2); (var 1, [::], -1)]; [:: (var 0, [::], 4); (var 1, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 1] [::]];
    [:: Leaf [:: 2; 4] [:: 4; 2] [:: Step (Elementary (AtLeast1 (var 1))) 2 [::]]]] |}.

(* exponents in units of 1/1 *)
Local Definition C_converse_rounding_norm : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [::]]];
  right_side := [:: [:: [::]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = R, 1 = n, 2 = T, 3 = m; exponents in units of 1/6 *)
Local Definition C_converse_eq_39 : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 12); (var 1, [::], 3)]];
    [:: [:: (var 0, [::], 8); (var 2, [::], 60); (log 3, [::], 6); (var 3, [::], -1); (var 1, [::], 6)]];
    [:: [:: (var 0, [::], 2); (var 2, [::], 108); (log 3, [::], 6); (var 3, [::], -1); (var 1, [::], 12)]];
    [:: [:: (var 0, [::], 6); (var 3, [::], -9); (var 1, [::], 12)]]];
  right_side := [:: [:: [:: (var 0, [::], 6); (var 3, [::], -9); (var 1, [::], 12)]; [:: (var 0, [::], 2); (var 2, [::], 108); (log 3, [::], 6); (var 3, [::], -1); (var 1, [::], 12)]; [:: (var 0, [::], 8); (var 2, [::], 60); (log 3, [::], 6); (var 3, [::], -1); (var 1, [::], 6)]; [:: (var 0, [::], 12); (var 1, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 0; 0; 1] [::]];
    [:: Leaf [:: 1] [:: 0; 0; 1; 0] [::]];
    [:: Leaf [:: 1] [:: 0; 1; 0; 0] [::]];
    [:: Leaf [:: 1] [:: 1; 0; 0; 0] [::]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition C_converse_eq_38_linearisation : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]];
    [:: [:: (var 0, [::], 2); (var 1, [::], 108); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 12)]]];
  right_side := [:: [:: [:: (var 0, [::], 2); (var 1, [::], 108); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 12)]; [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 1] [::]];
    [:: Leaf [:: 1] [:: 1; 0] [::]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition C_converse_eq_38_linearisation_back : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 2); (var 1, [::], 108); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 12)]];
    [:: [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 2); (var 1, [::], 108); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 12)]; [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1; 0] [::]];
    [:: Leaf [:: 1] [:: 0; 1] [::]]] |}.

(* variables 0 = R, 1 = n, 2 = L; exponents in units of 1/2 *)
Local Definition D_eq_53 : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 4); (var 1, [::], -1)]];
    [:: [:: (var 2, [::], 2); (var 0, [::], 4); (var 1, [::], -2)]; [:: (var 2, [::], -2); (var 0, [::], 4)]];
    [:: [:: (var 2, [::], 2); (var 0, [::], 2); (var 1, [::], -2)]; [:: (var 2, [::], -2); (var 0, [::], 2)]]];
  right_side := [:: [:: [:: (var 0, [::], 4); (var 1, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 1; 1] [:: 2] [::]];
    [:: Leaf [:: 1; 1] [:: 2] [:: Step (Elementary (AtLeast1 (var 0))) 4 [::]]]] |}.

(* variables 0 = m, 1 = n, 2 = L, 3 = T; exponents in units of 1/2 *)
Local Definition D_eq_53_radius : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 4)]);
    ([:: (var 0, [::], 2)], [:: (var 2, [::], 8)])];
  left_side := [:: [:: [:: (var 3, [::], 16); (var 0, [::], -2); (var 1, [::], 1)]];
    [:: [:: (var 2, [::], 2); (var 3, [::], 16); (var 0, [::], -2)]]];
  right_side := [:: [:: [:: (var 3, [::], 16); (var 0, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 4] [:: 4] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 2 [::]]];
    [:: Leaf [:: 4] [:: 4] [:: Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 2 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n, 4 = L; exponents in units of 1/6 *)
Local Definition D_eq_53_width_corrected : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 96)]);
    ([:: (var 2, [::], 6)], [:: (log 2, [::], 36); (var 3, [::], 18)]);
    ([:: (var 2, [::], 6)], [:: (var 4, [::], 36); (log 2, [::], 36)])];
  left_side := [:: [:: [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]];
    [:: [:: (var 4, [::], 12); (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1)]];
    [:: [:: (var 0, [::], 6); (var 2, [::], -3); (var 3, [::], 6)]];
    [:: [:: (var 4, [::], 12); (var 0, [::], 6); (var 2, [::], -3)]]];
  right_side := [:: [:: [:: (var 4, [::], 6); (var 0, [::], 12)]; [:: (var 0, [::], 12); (var 3, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 24] [:: 0; 24] [:: Step (Elementary (Given 0)) 15 [::]; Step (Elementary (Given 1)) 4 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 24] [:: 24; 0] [:: Step (Elementary (Given 0)) 15 [::]; Step (Elementary (Given 2)) 4 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 6] [:: 0; 6] [:: Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 36 [::]; Step (Elementary (AtLeast1 (var 2))) 12 [::]; Step (Elementary (AtLeast1 (log 2))) 36 [::]]];
    [:: Leaf [:: 6] [:: 6; 0] [:: Step (Elementary (Given 2)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 36 [::]; Step (Elementary (AtLeast1 (var 2))) 12 [::]; Step (Elementary (AtLeast1 (log 2))) 36 [::]]]] |}.

(* variables 0 = T, 1 = m, 2 = n; exponents in units of 1/2 *)
Local Definition D_eq_58 : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 16); (var 1, [::], -2); (var 2, [::], -1)]];
    [:: [:: (var 1, [::], -2); (var 2, [::], -1)]]];
  right_side := [:: [:: [:: (var 0, [::], 16); (var 1, [::], -2); (var 2, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 0))) 16 [::]]]] |}.

(* variables 0 = T, 1 = m, 2 = n; exponents in units of 1/2 *)
Local Definition D_eq_58_travel : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 16); (var 1, [::], -2); (var 2, [::], 1)]];
    [:: [:: (var 1, [::], -2); (var 2, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], 16); (var 1, [::], -2); (var 2, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 0))) 16 [::]]]] |}.

(* variables 0 = m, 1 = n, 2 = T; exponents in units of 1/2 *)
Local Definition D_in_the_ball : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 2)])];
  left_side := [:: [:: [:: (var 2, [::], 16); (var 0, [::], -2); (var 1, [::], 1)]]];
  right_side := [:: [:: [:: (var 2, [::], 16); (var 0, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]]]] |}.

(* variables 0 = T, 1 = m, 2 = n; exponents in units of 1/6 *)
Local Definition D_eq_64_rounding : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 48); (var 1, [::], -3); (var 2, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 124); (log 1, [::], 6); (var 1, [::], -1); (var 2, [::], 6)]]];
  proofs := [:: [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (AtLeast1 (var 0))) 228 [::]; Step (Elementary (AtLeast1 (var 1))) 6 [::]; Step (Elementary (AtLeast1 (log 1))) 18 [::]]]] |}.

(* variables 0 = T, 1 = m, 2 = n; exponents in units of 1/2 *)
Local Definition D_eq_65_start : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 32); (var 1, [::], -2); (var 2, [::], -1)]];
    [:: [:: (var 0, [::], 32); (var 2, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], 32); (var 2, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 1))) 2 [::]; Step (Elementary (AtLeast1 (var 2))) 2 [::]]];
    [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = T, 1 = m, 2 = n; exponents in units of 1/6 *)
Local Definition D_eq_66_linearisation : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 124); (log 1, [::], 6); (var 1, [::], -1); (var 2, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 124); (log 1, [::], 6); (var 1, [::], -1); (var 2, [::], 12)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 2))) 6 [::]]]] |}.

(* variables 0 = T, 1 = m, 2 = n; exponents in units of 1/6 *)
Local Definition D_eq_66 : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 124); (log 1, [::], 6); (var 1, [::], -1); (var 2, [::], 6)]];
    [:: [:: (var 0, [::], 48); (var 1, [::], -3); (var 2, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 124); (log 1, [::], 6); (var 1, [::], -1); (var 2, [::], 12)]; [:: (var 0, [::], 48); (var 1, [::], -9); (var 2, [::], 12)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1; 0] [:: Step (Elementary (AtLeast1 (var 2))) 6 [::]]];
    [:: Leaf [:: 4] [:: 3; 1] [:: Step (Elementary (AtLeast1 (var 0))) 228 [::]; Step (Elementary (AtLeast1 (var 2))) 24 [::]; Step (Elementary (AtLeast1 (log 1))) 18 [::]]]] |}.

(* variables 0 = T, 1 = n, 2 = m; exponents in units of 1/6 *)
Local Definition D_eq_67 : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 96); (var 1, [::], 3)]];
    [:: [:: (var 0, [::], 96); (var 2, [::], -6); (var 1, [::], 3)]];
    [:: [:: (var 2, [::], -6); (var 1, [::], 3)]];
    [:: [:: (var 0, [::], 124); (log 2, [::], 6); (var 2, [::], -1); (var 1, [::], 12)]];
    [:: [:: (var 0, [::], 48); (var 2, [::], -9); (var 1, [::], 12)]]];
  right_side := [:: [:: [:: (var 0, [::], 124); (log 2, [::], 6); (var 2, [::], -1); (var 1, [::], 12)]; [:: (var 0, [::], 96); (var 1, [::], 3)]; [:: (var 0, [::], 48); (var 2, [::], -9); (var 1, [::], 12)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 1; 0] [::]];
    [:: Leaf [:: 1] [:: 0; 1; 0] [:: Step (Elementary (AtLeast1 (var 2))) 6 [::]]];
    [:: Leaf [:: 3] [:: 0; 1; 2] [:: Step (Elementary (AtLeast1 (var 0))) 192 [::]; Step (Elementary (AtLeast1 (var 1))) 18 [::]]];
    [:: Leaf [:: 1] [:: 1; 0; 0] [::]];
    [:: Leaf [:: 1] [:: 0; 0; 1] [::]]] |}.

(* variables 0 = T, 1 = n, 2 = m; exponents in units of 1/6 *)
Local Definition D_eq_67_tight : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 96); (var 1, [::], 3)]];
    [:: [:: (var 0, [::], 96); (var 2, [::], -6); (var 1, [::], 3)]];
    [:: [:: (var 2, [::], -6); (var 1, [::], 3)]];
    [:: [:: (var 0, [::], 124); (log 2, [::], 6); (var 2, [::], -1); (var 1, [::], 6)]];
    [:: [:: (var 0, [::], 48); (var 2, [::], -3); (var 1, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 124); (log 2, [::], 6); (var 2, [::], -1); (var 1, [::], 6)]; [:: (var 0, [::], 96); (var 1, [::], 3)]; [:: (var 0, [::], 48); (var 2, [::], -3); (var 1, [::], 6)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 1; 0] [::]];
    [:: Leaf [:: 1] [:: 0; 1; 0] [:: Step (Elementary (AtLeast1 (var 2))) 6 [::]]];
    [:: Leaf [:: 2] [:: 0; 0; 2] [:: Step (Elementary (AtLeast1 (var 0))) 96 [::]; Step (Elementary (AtLeast1 (var 2))) 6 [::]; Step (Elementary (AtLeast1 (var 1))) 6 [::]]];
    [:: Leaf [:: 1] [:: 1; 0; 0] [::]];
    [:: Leaf [:: 1] [:: 0; 0; 1] [::]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/12288 *)
Local Definition D_width_as_printed_tight : certificate := {|
  unit_of_exponents := 12288;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 12288)], [:: (var 1, [::], 196608)]);
    ([:: (var 2, [::], 12288)], [:: (log 2, [::], 36864); (var 3, [::], 55296)]);
    ([:: (var 2, [::], 12288)], [:: (var 3, [::], 12288)])];
  left_side := [:: [:: [:: (var 1, [::], 196608); (var 3, [::], 6144)]];
    [:: [:: (var 1, [::], 253952); (log 2, [::], 12288); (var 2, [::], -2048); (var 3, [::], 12288)]];
    [:: [:: (var 1, [::], 98304); (var 2, [::], -6144); (var 3, [::], 12288)]]];
  right_side := [:: [:: [:: (var 0, [::], 24576); (var 3, [::], 6144)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 12288 [::]]];
    [:: Leaf [:: 344136] [:: 344136] [:: Step (Elementary (Given 0)) 444509 [::]; Step (Elementary (Given 1)) 32792 [::]; Step (Elementary (Given 2)) 24504 [::]; Step (Elementary (AtLeast1 (var 0))) 2995359744 [::]; Step (LogBelowPower 2 3) 245760 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 2)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 36864 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition D_width_corrected : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 96)]);
    ([:: (var 2, [::], 6)], [:: (log 2, [::], 36); (var 3, [::], 54)])];
  left_side := [:: [:: [:: (var 1, [::], 96); (var 3, [::], 3)]];
    [:: [:: (var 1, [::], 124); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 12)]];
    [:: [:: (var 1, [::], 48); (var 2, [::], -9); (var 3, [::], 12)]]];
  right_side := [:: [:: [:: (var 0, [::], 12); (var 3, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 24] [:: 24] [:: Step (Elementary (Given 0)) 31 [::]; Step (Elementary (Given 1)) 4 [::]; Step (Elementary (AtLeast1 (var 0))) 102 [::]]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 0)) 3 [::]; Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 54 [::]; Step (Elementary (AtLeast1 (var 2))) 48 [::]; Step (Elementary (AtLeast1 (log 2))) 36 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition D_width_corrected_tight : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 96)]);
    ([:: (var 2, [::], 6)], [:: (log 2, [::], 36); (var 3, [::], 18)])];
  left_side := [:: [:: [:: (var 1, [::], 96); (var 3, [::], 3)]];
    [:: [:: (var 1, [::], 124); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]];
    [:: [:: (var 1, [::], 48); (var 2, [::], -3); (var 3, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 12); (var 3, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 24] [:: 24] [:: Step (Elementary (Given 0)) 31 [::]; Step (Elementary (Given 1)) 4 [::]; Step (Elementary (AtLeast1 (var 0))) 102 [::]]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 0)) 3 [::]; Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 54 [::]; Step (Elementary (AtLeast1 (var 2))) 12 [::]; Step (Elementary (AtLeast1 (log 2))) 36 [::]]]] |}.

(* variables 0 = R, 1 = n; exponents in units of 1/2 *)
Local Definition D_eq_68 : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 4); (var 1, [::], -1)]]];
  right_side := [:: [:: [:: (var 0, [::], 4); (var 1, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = R, 1 = n; exponents in units of 1/2 *)
Local Definition D_eq_52 : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 4); (var 1, [::], -1)]]];
  right_side := [:: [:: [:: (var 0, [::], 4); (var 1, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = T, 1 = r; exponents in units of 1/1 *)
Local Definition E_eq_75_corrected : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 14); (var 1, [::], -2)]];
    [:: [:: (var 0, [::], 9); (var 1, [::], -1)]];
    [:: [:: (var 0, [::], 10); (var 1, [::], -1)]];
    [:: [:: (var 0, [::], 5)]]];
  right_side := [:: [:: [:: (var 0, [::], 10); (var 1, [::], -1)]; [:: (var 0, [::], 14); (var 1, [::], -2)]; [:: (var 0, [::], 5)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 1; 0] [::]];
    [:: Leaf [:: 9] [:: 0; 4; 5] [:: Step (Elementary (AtLeast1 (var 1))) 1 [::]]];
    [:: Leaf [:: 1] [:: 1; 0; 0] [::]];
    [:: Leaf [:: 1] [:: 0; 0; 1] [::]]] |}.

(* variables 0 = T, 1 = r; exponents in units of 1/1 *)
Local Definition E_eq_75_exact : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 14); (var 1, [::], -2)]];
    [:: [:: (var 0, [::], 10); (var 1, [::], -1)]];
    [:: [:: (var 0, [::], 5)]]];
  right_side := [:: [:: [:: (var 0, [::], 10); (var 1, [::], -1)]; [:: (var 0, [::], 14); (var 1, [::], -2)]; [:: (var 0, [::], 5)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 1; 0] [::]];
    [:: Leaf [:: 1] [:: 1; 0; 0] [::]];
    [:: Leaf [:: 1] [:: 0; 0; 1] [::]]] |}.

(* variables 0 = r, 1 = T, 2 = m; exponents in units of 1/12 *)
Local Definition E_gradient_T8_proved : certificate := {|
  unit_of_exponents := 12;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 12)], [:: (var 1, [::], 45); (log 2, [::], 9)]);
    ([:: (var 0, [::], 12)], [:: (log 2, [::], 36)])];
  left_side := [:: [:: [:: (var 1, [::], 120); (var 0, [::], -12)]];
    [:: [:: (var 1, [::], 60)]];
    [:: [:: (var 1, [::], 156); (log 2, [::], 12); (var 0, [::], -16)]];
    [:: [:: (var 1, [::], 96); (log 2, [::], 12); (var 0, [::], -4)]];
    [:: [:: (var 1, [::], 168); (var 0, [::], -24)]];
    [:: [:: (var 1, [::], 108); (var 0, [::], -12)]]];
  right_side := [:: [:: [:: (var 1, [::], 96)]]];
  proofs := [:: [:: Leaf [:: 15] [:: 15] [:: Step (Elementary (Given 0)) 8 [::]; Step (Elementary (AtLeast1 (var 0))) 84 [::]; Step (Elementary (AtLeast1 (log 2))) 72 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 1))) 36 [::]]];
    [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 0)) 4 [::]]];
    [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 1)) 1 [::]]];
    [:: Leaf [:: 5] [:: 5] [:: Step (Elementary (Given 0)) 8 [::]; Step (Elementary (AtLeast1 (var 0))) 24 [::]; Step (Elementary (AtLeast1 (log 2))) 72 [::]]];
    [:: Leaf [:: 15] [:: 15] [:: Step (Elementary (Given 0)) 4 [::]; Step (Elementary (AtLeast1 (var 0))) 132 [::]; Step (Elementary (AtLeast1 (log 2))) 36 [::]]]] |}.

(* variables 0 = r, 1 = T; exponents in units of 1/1 *)
Local Definition E_gradient_T8 : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 3)])];
  left_side := [:: [:: [:: (var 1, [::], 14); (var 0, [::], -2)]];
    [:: [:: (var 1, [::], 10); (var 0, [::], -1)]];
    [:: [:: (var 1, [::], 5)]]];
  right_side := [:: [:: [:: (var 1, [::], 8)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 2 [::]]];
    [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 0)) 2 [::]; Step (Elementary (AtLeast1 (var 0))) 1 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 1))) 3 [::]]]] |}.

(* variables 0 = r, 1 = T; exponents in units of 1/1 *)
Local Definition E_gradient_T5 : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 5)])];
  left_side := [:: [:: [:: (var 1, [::], 14); (var 0, [::], -2)]];
    [:: [:: (var 1, [::], 10); (var 0, [::], -1)]];
    [:: [:: (var 1, [::], 5)]]];
  right_side := [:: [:: [:: (var 1, [::], 5)]]];
  proofs := [:: [:: Leaf [:: 5] [:: 5] [:: Step (Elementary (Given 0)) 9 [::]; Step (Elementary (AtLeast1 (var 0))) 1 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]]];
    [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = T, 1 = m; parameters 0 = k; exponents in units of 1/2 *)
Local Definition E_polynomial_gradients : certificate := {|
  unit_of_exponents := 2;
  bounds := [:: (0)];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 28); (var 0, [:: 0%nat], 4); (var 1, [::], -2)]];
    [:: [:: (var 0, [::], 18); (var 0, [:: 0%nat], 2); (var 1, [::], -1)]];
    [:: [:: (var 0, [::], 20); (var 0, [:: 0%nat], 2); (var 1, [::], -1)]];
    [:: [:: (var 0, [::], 10)]]];
  right_side := [:: [:: [:: (var 0, [::], 28); (var 0, [:: 0%nat], 4)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 1))) 2 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (AtLeast1 (var 0))) 20 [::]; Step (Elementary (AtLeast1 (var 1))) 2 [::]; Step (Elementary (AtLeast1 (var 0))) 4 [:: 0%nat]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (AtLeast1 (var 0))) 16 [::]; Step (Elementary (AtLeast1 (var 1))) 2 [::]; Step (Elementary (AtLeast1 (var 0))) 4 [:: 0%nat]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 0))) 18 [::]; Step (Elementary (AtLeast1 (var 0))) 4 [:: 0%nat]]]] |}.

(* variables 0 = T, 1 = d; exponents in units of 1/1 *)
Local Definition E_union_exponent : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1)])];
  left_side := [:: [:: [:: (var 1, [::], 1)]];
    [:: [:: (log 0, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], 1); (log 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (log 0))) 1 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 0))) 1 [::]]]] |}.

(* variables 0 = m, 1 = R, 2 = T; exponents in units of 1/2 *)
Local Definition lemma_4_gradient : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 4); (var 2, [::], 20)])];
  left_side := [:: [:: [:: (var 1, [::], 4); (var 2, [::], 28); (var 0, [::], -2)]];
    [:: [:: (var 1, [::], 2); (var 2, [::], 18); (var 0, [::], -1)]];
    [:: [:: (var 1, [::], 2); (var 2, [::], 20); (var 0, [::], -1)]];
    [:: [:: (var 2, [::], 10)]]];
  right_side := [:: [:: [:: (var 2, [::], 10)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 2 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 4 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]]];
    [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition lemma_4_ball : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 36)]);
    ([:: (var 2, [::], 6)], [:: (var 0, [::], -24); (var 1, [::], 360); (log 2, [::], 36); (var 3, [::], 18)]);
    ([:: (var 2, [::], 6)], [:: (var 3, [::], 6)])];
  left_side := [:: [:: [:: (var 0, [::], 12)]];
    [:: [:: (var 3, [::], -3)]];
    [:: [:: (var 0, [::], 12); (var 3, [::], -3)]];
    [:: [:: (var 1, [::], 60)]];
    [:: [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 3)]];
    [:: [:: (var 0, [::], 6); (var 2, [::], -3); (var 3, [::], 3)]]];
  right_side := [:: [:: [:: (var 0, [::], 12)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (AtLeast1 (var 0))) 24 [::]; Step (Elementary (AtLeast1 (var 3))) 6 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (AtLeast1 (var 3))) 6 [::]]];
    [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 0)) 5 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 1)) 1 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 2)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 12 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition lemma_4_regret : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 36)]);
    ([:: (var 2, [::], 6)], [:: (var 0, [::], -24); (var 1, [::], 360); (log 2, [::], 36); (var 3, [::], 18)]);
    ([:: (var 2, [::], 6)], [:: (var 3, [::], 6)])];
  left_side := [:: [:: [:: (var 0, [::], 12); (var 3, [::], 3)]];
    [:: [:: (var 1, [::], 60); (var 3, [::], 3)]];
    [:: [:: (var 2, [::], -6); (var 3, [::], 3)]];
    [:: [:: (var 0, [::], 8); (var 1, [::], 60); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]];
    [:: [:: (var 0, [::], 6); (var 2, [::], -3); (var 3, [::], 6)]];
    [:: [::]];
    [:: [:: (var 0, [::], 12)]]];
  right_side := [:: [:: [:: (var 0, [::], 12); (var 3, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 0)) 5 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 0))) 12 [::]; Step (Elementary (AtLeast1 (var 2))) 6 [::]]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 1)) 1 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 2)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 12 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (AtLeast1 (var 0))) 24 [::]; Step (Elementary (AtLeast1 (var 3))) 6 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (AtLeast1 (var 3))) 6 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = L; exponents in units of 1/2 *)
Local Definition lemma_4_loss : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 2); (var 1, [::], 12)]];
    [:: [:: (var 1, [::], 3)]];
    [:: [:: (var 2, [::], 1); (var 1, [::], 2)]]];
  right_side := [:: [:: [:: (var 2, [::], 1); (var 1, [::], 2)]; [:: (var 0, [::], 2); (var 1, [::], 12)]; [:: (var 1, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 1; 0] [::]];
    [:: Leaf [:: 1] [:: 0; 0; 1] [::]];
    [:: Leaf [:: 1] [:: 1; 0; 0] [::]]] |}.

(* variables 0 = R, 1 = T, 2 = n, 3 = L; exponents in units of 1/2 *)
Local Definition lemma_4_bound : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 12)])];
  left_side := [:: [:: [:: (var 0, [::], 4); (var 2, [::], -1)]];
    [:: [::]; [:: (var 3, [::], 2); (var 0, [::], 2); (var 1, [::], 12); (var 2, [::], -2)]];
    [:: [::]; [:: (var 3, [::], 2); (var 1, [::], 3); (var 2, [::], -2)]];
    [:: [::]; [:: (var 3, [::], 3); (var 1, [::], 2); (var 2, [::], -2)]]];
  right_side := [:: [:: [:: (var 3, [::], 2); (var 2, [::], -1)]; [:: (var 0, [::], 4); (var 2, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 1] [::]];
    [:: Leaf [:: 1; 1] [:: 1; 1] [:: Step (Elementary (Given 0)) 1 [::]]];
    [:: Leaf [:: 2; 16] [:: 16; 2] [:: Step (Elementary (Given 0)) 4 [::]; Step (Elementary (AtLeast1 (var 2))) 14 [::]]];
    [:: Leaf [:: 14; 24] [:: 36; 2] [:: Step (Elementary (Given 0)) 4 [::]; Step (Elementary (AtLeast1 (var 2))) 10 [::]]]] |}.

(* variables 0 = phi, 1 = T; exponents in units of 1/2 *)
Local Definition theorem_2_radius : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 38)])];
  left_side := [:: [:: [:: (var 1, [::], 12)]]];
  right_side := [:: [:: [:: (var 1, [::], 4); (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 38] [:: 38] [:: Step (Elementary (Given 0)) 8 [::]; Step (Elementary (AtLeast1 (var 0))) 22 [::]]]] |}.

(* variables 0 = n, 1 = E, 2 = T, 3 = phi, 4 = L; exponents in units of 1/2 *)
Local Definition theorem_2_end_to_end : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 4); (var 2, [::], 20); (var 3, [::], 4)]);
    ([:: (var 0, [::], 2)], [:: (var 1, [::], 4); (var 4, [::], 4); (var 2, [::], 4)])];
  left_side := [:: [:: [:: (var 2, [::], 10); (var 0, [::], -1); (var 3, [::], 2)]];
    [:: [:: (var 4, [::], 2); (var 2, [::], 2); (var 0, [::], -1)]]];
  right_side := [:: [:: [:: (var 1, [::], -2)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 1)) 1 [::]]]] |}.

(* variables 0 = m, 1 = T, 2 = n, 3 = phi; exponents in units of 1/1 *)
Local Definition theorem_2_width_0 : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 14); (log 0, [::], 6); (var 2, [::], 3)]);
    ([:: (var 3, [::], 1)], [:: (var 1, [::], 19)])];
  left_side := [:: [:: [:: (var 1, [::], 52); (log 0, [::], 6); (var 2, [::], 3); (var 3, [::], -2)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 2 [::]]]] |}.

(* variables 0 = n, 1 = E, 2 = T, 3 = phi, 4 = m; exponents in units of 1/1 *)
Local Definition theorem_2_width_1 : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 2); (var 2, [::], 10); (var 3, [::], 2)]);
    ([:: (var 4, [::], 1)], [:: (var 2, [::], 14); (log 4, [::], 6); (var 0, [::], 3)]);
    ([:: (var 3, [::], 1)], [:: (var 2, [::], 19)])];
  left_side := [:: [:: [:: (var 2, [::], 14); (var 3, [::], 1)]]];
  right_side := [:: [:: [:: (var 4, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 158] [:: 158] [:: Step (Elementary (Given 0)) 99 [::]; Step (Elementary (Given 1)) 33 [::]; Step (Elementary (Given 2)) 40 [::]; Step (Elementary (AtLeast1 (var 1))) 198 [::]; Step (Elementary (AtLeast1 (var 4))) 125 [::]; Step (Elementary (AtLeast1 (log 4))) 198 [::]]]] |}.

(* variables 0 = m, 1 = T, 2 = n; exponents in units of 1/1 *)
Local Definition theorem_2_width_2 : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 14); (log 0, [::], 6); (var 2, [::], 3)])];
  left_side := [:: [:: [:: (var 2, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 1))) 14 [::]; Step (Elementary (AtLeast1 (var 0))) 2 [::]; Step (Elementary (AtLeast1 (log 0))) 6 [::]]]] |}.

(* variables 0 = n, 1 = E, 2 = T, 3 = phi, 4 = m; exponents in units of 1/1 *)
Local Definition theorem_2_width_3 : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 2); (var 2, [::], 10); (var 3, [::], 2)]);
    ([:: (var 4, [::], 1)], [:: (var 2, [::], 14); (log 4, [::], 6); (var 0, [::], 3)]);
    ([:: (var 3, [::], 1)], [:: (var 2, [::], 19)])];
  left_side := [:: [:: [:: (var 2, [::], 9)]]];
  right_side := [:: [:: [:: (var 4, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 158] [:: 158] [:: Step (Elementary (Given 0)) 27 [::]; Step (Elementary (Given 1)) 9 [::]; Step (Elementary (Given 2)) 54 [::]; Step (Elementary (AtLeast1 (var 1))) 54 [::]; Step (Elementary (AtLeast1 (var 4))) 149 [::]; Step (Elementary (AtLeast1 (log 4))) 54 [::]]]] |}.

(* variables 0 = n, 1 = E, 2 = L, 3 = T, 4 = m; exponents in units of 1/1 *)
Local Definition theorem_2_width_4 : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 2); (var 2, [::], 2); (var 3, [::], 2)]);
    ([:: (var 4, [::], 1)], [:: (var 3, [::], 14); (log 4, [::], 6); (var 0, [::], 3)])];
  left_side := [:: [:: [:: (var 2, [::], 3); (var 3, [::], 6)]]];
  right_side := [:: [:: [:: (var 4, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 3 [::]; Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 1))) 6 [::]; Step (Elementary (AtLeast1 (var 3))) 8 [::]; Step (Elementary (AtLeast1 (var 4))) 1 [::]; Step (Elementary (AtLeast1 (log 4))) 6 [::]]]] |}.

(* variables 0 = n, 1 = E, 2 = T, 3 = phi, 4 = m; exponents in units of 1/4096 *)
Local Definition theorem_2_width_5 : certificate := {|
  unit_of_exponents := 4096;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 4096)], [:: (var 1, [::], 8192); (var 2, [::], 40960); (var 3, [::], 8192)]);
    ([:: (var 4, [::], 4096)], [:: (var 2, [::], 57344); (log 4, [::], 24576); (var 0, [::], 12288)]);
    ([:: (var 3, [::], 4096)], [:: (var 2, [::], 77824)])];
  left_side := [:: [:: [:: (var 2, [::], 12288); (log 2, [::], 12288)]]];
  right_side := [:: [:: [:: (var 4, [::], 4096)]]];
  proofs := [:: [:: Leaf [:: 647168] [:: 647168] [:: Step (Elementary (Given 0)) 36873 [::]; Step (Elementary (Given 1)) 12291 [::]; Step (Elementary (Given 2)) 73746 [::]; Step (Elementary (AtLeast1 (var 1))) 302063616 [::]; Step (Elementary (AtLeast1 (var 4))) 2600456192 [::]; Step (LogBelowPower 2 1) 1941504 [::]; Step (Elementary (AtLeast1 (log 4))) 302063616 [::]]]] |}.

(* variables 0 = m, 1 = T, 2 = n; exponents in units of 1/4096 *)
Local Definition theorem_2_width_6 : certificate := {|
  unit_of_exponents := 4096;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 4096)], [:: (var 1, [::], 57344); (log 0, [::], 24576); (var 2, [::], 12288)])];
  left_side := [:: [:: [:: (log 2, [::], 12288)]]];
  right_side := [:: [:: [:: (var 0, [::], 4096)]]];
  proofs := [:: [:: Leaf [:: 4096] [:: 4096] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 1))) 57344 [::]; Step (Elementary (AtLeast1 (var 0))) 16773120 [::]; Step (Elementary (AtLeast1 (log 0))) 24576 [::]; Step (LogBelowPower 2 1) 12288 [::]]]] |}.

(* variables 0 = n, 1 = E, 2 = T, 3 = phi, 4 = L; exponents in units of 1/2 *)
Local Definition printed_theorem_2_with_the_factor : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 4); (var 2, [::], 4); (var 3, [::], 4)]);
    ([:: (var 0, [::], 2)], [:: (var 1, [::], 4); (var 4, [::], 4); (var 2, [::], 4)])];
  left_side := [:: [:: [:: (var 2, [::], 2); (var 0, [::], -1); (var 3, [::], 2)]];
    [:: [:: (var 4, [::], 2); (var 2, [::], 2); (var 0, [::], -1)]]];
  right_side := [:: [:: [:: (var 1, [::], -2)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 1)) 1 [::]]]] |}.

(* variables 0 = E, 1 = T, 2 = a, 3 = L; parameters 0 = N, 1 = deg; exponents in units of 1/1 *)
Local Definition printed_theorem_2_samples_polynomial : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (1); (0)];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 2); (var 1, [::], 42); (var 1, [:: 0%nat], 6); (var 1, [:: 1%nat], 2); (var 2, [::], 4)]];
    [:: [:: (var 0, [::], 2); (var 3, [::], 2); (var 1, [::], 2)]]];
  right_side := [:: [:: [:: (var 0, [::], 2); (var 3, [::], 2); (var 1, [::], 42); (var 1, [:: 0%nat], 6); (var 1, [:: 1%nat], 2); (var 2, [::], 4)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 3))) 2 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 1))) 46 [::]; Step (Elementary (AtLeast1 (var 2))) 4 [::]; Step (Elementary (AtLeast1 (var 1))) 6 [:: 0%nat]; Step (Elementary (AtLeast1 (var 1))) 2 [:: 1%nat]]]] |}.

(* variables 0 = T, 1 = a; parameters 0 = N, 1 = deg; exponents in units of 1/1 *)
Local Definition printed_theorem_2_phi_at_least : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (1); (0)];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 19)]]];
  right_side := [:: [:: [:: (var 0, [::], 16); (var 0, [:: 0%nat], 3); (var 0, [:: 1%nat], 1); (var 1, [::], 2)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 1))) 2 [::]; Step (Elementary (AtLeast1 (var 0))) 3 [:: 0%nat]; Step (Elementary (AtLeast1 (var 0))) 1 [:: 1%nat]]]] |}.

(* variables 0 = H, 1 = T; exponents in units of 1/1 *)
Local Definition finite_width_norms : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], -1); (var 1, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], -1); (var 1, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = H, 1 = T; exponents in units of 1/1 *)
Local Definition finite_width_forward : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], -1); (var 1, [::], 2)]];
    [:: [:: (var 0, [::], -1); (var 1, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], -1); (var 1, [::], 2)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 1))) 1 [::]]]] |}.

(* variables 0 = H, 1 = T; exponents in units of 1/2 *)
Local Definition finite_width_masks : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], -1); (var 1, [::], 2)]];
    [:: [:: (var 0, [::], -2)]]];
  right_side := [:: [:: [:: (var 0, [::], -1); (var 1, [::], 2)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (AtLeast1 (var 0))) 2 [::]; Step (Elementary (AtLeast1 (var 1))) 4 [::]]]] |}.

(* variables 0 = G, 1 = T; exponents in units of 1/2 *)
Local Definition finite_width_seen : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 1)]];
    [:: [:: (var 0, [::], 1); (var 1, [::], 2)]]];
  right_side := [:: [:: [:: (var 0, [::], 1); (var 1, [::], 2)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 1))) 2 [::]]];
    [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = H, 1 = m, 2 = G, 3 = T; exponents in units of 1/1 *)
Local Definition finite_width_transport : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], -2); (var 1, [::], 1)], [:: (var 2, [::], 1)]);
    ([:: (var 0, [::], 1)], [:: (var 3, [::], 2)])];
  left_side := [:: [:: [:: (var 0, [::], -1)]];
    [:: [:: (var 2, [::], 1); (var 3, [::], 1); (var 1, [::], -1)]];
    [:: [:: (var 2, [::], 1); (var 3, [::], 2); (var 1, [::], -1)]]];
  right_side := [:: [:: [:: (var 0, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 2 [::]; Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 1 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 1 [::]]]] |}.

(* variables 0 = H, 1 = T; exponents in units of 1/2 *)
Local Definition finite_width_equal_depths : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], -1); (var 1, [::], 4)]];
    [:: [:: (var 0, [::], -2); (var 1, [::], 2)]]];
  right_side := [:: [:: [:: (var 0, [::], -1); (var 1, [::], 4)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (AtLeast1 (var 0))) 2 [::]; Step (Elementary (AtLeast1 (var 1))) 4 [::]]]] |}.

(* variables 0 = H, 1 = T; exponents in units of 1/1 *)
Local Definition finite_width_unequal_depths : certificate := {|
  unit_of_exponents := 1;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], -1)]];
    [:: [:: (var 0, [::], -1); (var 1, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], -1); (var 1, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (AtLeast1 (var 1))) 1 [::]]];
    [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = H, 1 = T; exponents in units of 1/2 *)
Local Definition finite_width_kernel : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], -1); (var 1, [::], 6)]];
    [:: [:: (var 0, [::], -2); (var 1, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], -1); (var 1, [::], 6)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (AtLeast1 (var 0))) 2 [::]]]] |}.

(* variables 0 = m, 1 = G, 2 = K, 3 = Q, 4 = T, 5 = k; exponents in units of 1/4 *)
Local Definition finite_width_kernel_width : certificate := {|
  unit_of_exponents := 4;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 4)], [:: (var 1, [::], 4); (var 2, [::], 4); (var 3, [::], 16); (var 4, [::], 48); (var 5, [::], 16)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 4, [::], 12); (var 0, [::], -1)]]];
  right_side := [:: [:: [:: (var 2, [::], -1); (var 3, [::], -4); (var 5, [::], -4)]]];
  proofs := [:: [:: Leaf [:: 4] [:: 4] [:: Step (Elementary (Given 0)) 1 [::]]]] |}.

(* variables 0 = m, 1 = G, 2 = K, 3 = Q, 4 = T, 5 = k; exponents in units of 1/4 *)
Local Definition finite_width_kernel_width_masks : certificate := {|
  unit_of_exponents := 4;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 4)], [:: (var 1, [::], 4); (var 2, [::], 4); (var 3, [::], 16); (var 4, [::], 48); (var 5, [::], 16)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 4, [::], 4); (var 0, [::], -1)]]];
  right_side := [:: [:: [:: (var 2, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 4] [:: 4] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 3))) 16 [::]; Step (Elementary (AtLeast1 (var 4))) 32 [::]; Step (Elementary (AtLeast1 (var 5))) 16 [::]]]] |}.

(* variables 0 = S, 1 = T, 2 = m; exponents in units of 1/2 *)
Local Definition stability_blocks : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], -4); (log 2, [::], -2); (var 2, [::], 2)])];
  left_side := [:: [:: [:: (var 0, [::], -1); (var 2, [::], 1)]]];
  right_side := [:: [:: [:: (var 1, [::], 2); (log 2, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]]]] |}.

(* variables 0 = S, 1 = T, 2 = m; exponents in units of 1/2 *)
Local Definition stability_sparse : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 2)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 2, [::], -1)]];
    [:: [:: (var 0, [::], 1); (log 2, [::], 1); (var 2, [::], -1)]]];
  right_side := [:: [:: [:: (var 0, [::], 1); (log 2, [::], 1); (var 2, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (log 2))) 2 [::]]];
    [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = m; exponents in units of 1/2 *)
Local Definition stability_rows : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (log 0, [::], 1)]]];
  right_side := [:: [:: [:: (log 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = R, 1 = T, 2 = m; exponents in units of 1/2 *)
Local Definition stability_moved : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 2); (var 1, [::], 4); (log 2, [::], 1); (var 2, [::], -1)]]];
  right_side := [:: [:: [:: (var 0, [::], 2); (var 1, [::], 4); (log 2, [::], 1); (var 2, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = m, 1 = G, 2 = R, 3 = T; exponents in units of 1/6 *)
Local Definition stability_flipped : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 18)])];
  left_side := [:: [:: [:: (var 2, [::], 4); (var 3, [::], 8); (log 0, [::], 2); (var 0, [::], 4)]];
    [:: [:: (var 1, [::], 3); (var 0, [::], 3)]]];
  right_side := [:: [:: [:: (var 2, [::], 4); (var 3, [::], 8); (log 0, [::], 2); (var 0, [::], 4)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 24 [::]; Step (Elementary (AtLeast1 (var 3))) 48 [::]; Step (Elementary (AtLeast1 (log 0))) 12 [::]]]] |}.

(* variables 0 = m, 1 = K, 2 = R, 3 = T; exponents in units of 1/3 *)
Local Definition stability_few : certificate := {|
  unit_of_exponents := 3;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 3)], [:: (var 1, [::], 3); (var 2, [::], 24); (var 3, [::], 48); (log 0, [::], 21)])];
  left_side := [:: [:: [:: (var 2, [::], 2); (var 3, [::], 10); (log 0, [::], 4); (var 0, [::], -1)]]];
  right_side := [:: [:: [:: (var 1, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 18 [::]; Step (Elementary (AtLeast1 (var 3))) 18 [::]; Step (Elementary (AtLeast1 (log 0))) 9 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = m; exponents in units of 1/6 *)
Local Definition stability_changed : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 2); (var 1, [::], 10); (log 2, [::], 7); (var 2, [::], 2)]];
    [:: [:: (var 0, [::], 6); (var 1, [::], 12); (log 2, [::], 3)]]];
  right_side := [:: [:: [:: (var 0, [::], 6); (var 1, [::], 12); (log 2, [::], 3)]; [:: (var 0, [::], 2); (var 1, [::], 10); (log 2, [::], 7); (var 2, [::], 2)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 0; 1] [::]];
    [:: Leaf [:: 1] [:: 1; 0] [::]]] |}.

(* variables 0 = m, 1 = R, 2 = T; exponents in units of 1/6 *)
Local Definition stability_deviation : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 12); (var 2, [::], 6)])];
  left_side := [:: [:: [:: (var 1, [::], 2); (var 2, [::], 16); (log 0, [::], 7); (var 0, [::], 2)]];
    [:: [:: (var 1, [::], 6); (var 2, [::], 18); (log 0, [::], 3)]]];
  right_side := [:: [:: [:: (var 1, [::], 2); (var 2, [::], 16); (log 0, [::], 7); (var 0, [::], 2)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (log 0))) 12 [::]]]] |}.

(* variables 0 = m, 1 = K, 2 = R, 3 = T; exponents in units of 1/6 *)
Local Definition stability_eighth : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 6); (var 2, [::], 48); (var 3, [::], 96); (log 0, [::], 42)])];
  left_side := [:: [:: [:: (var 2, [::], 8); (var 3, [::], 16); (log 0, [::], 7); (var 0, [::], -1)]]];
  right_side := [:: [:: [:: (var 1, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 0)) 1 [::]]]] |}.

(* variables 0 = m, 1 = K, 2 = R, 3 = T; exponents in units of 1/6 *)
Local Definition stability_gradient : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 6); (var 2, [::], 48); (var 3, [::], 96); (log 0, [::], 42)])];
  left_side := [:: [:: [:: (var 2, [::], 2); (var 3, [::], 16); (log 0, [::], 7); (var 0, [::], 2)]];
    [:: [:: (var 2, [::], 6); (var 3, [::], 18); (log 0, [::], 3)]]];
  right_side := [:: [:: [:: (var 1, [::], -1); (var 0, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 36 [::]]];
    [:: Leaf [:: 48] [:: 48] [:: Step (Elementary (Given 0)) 9 [::]; Step (Elementary (AtLeast1 (var 1))) 6 [::]; Step (Elementary (AtLeast1 (var 2))) 144 [::]; Step (Elementary (AtLeast1 (var 0))) 90 [::]; Step (Elementary (AtLeast1 (log 0))) 234 [::]]]] |}.

(* variables 0 = m, 1 = K, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_width_laws : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (2)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 16); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 3, [::], 3); (log 0, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 8 [::]; Step (Elementary (AtLeast1 (var 3))) 21 [::]; Step (Elementary (AtLeast1 (var 4))) 4 [::]; Step (Elementary (AtLeast1 (log 0))) 6 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [:: 0%nat]]]] |}.

(* variables 0 = m, 1 = K, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_width_chains : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (2)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 16); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 3, [::], 3); (log 0, [::], 1)]];
    [:: [:: (var 1, [::], 1); (var 2, [::], 1); (var 3, [::], 2)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 8 [::]; Step (Elementary (AtLeast1 (var 3))) 21 [::]; Step (Elementary (AtLeast1 (var 4))) 4 [::]; Step (Elementary (AtLeast1 (log 0))) 6 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [:: 0%nat]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 7 [::]; Step (Elementary (AtLeast1 (var 3))) 22 [::]; Step (Elementary (AtLeast1 (var 4))) 4 [::]; Step (Elementary (AtLeast1 (log 0))) 7 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [:: 0%nat]]]] |}.

(* variables 0 = m, 1 = K, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_width_counts : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (2)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 16); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 3, [::], 3); (log 0, [::], 3)]];
    [:: [:: (var 1, [::], 1); (var 2, [::], 3)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 8 [::]; Step (Elementary (AtLeast1 (var 3))) 21 [::]; Step (Elementary (AtLeast1 (var 4))) 4 [::]; Step (Elementary (AtLeast1 (log 0))) 4 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [:: 0%nat]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 5 [::]; Step (Elementary (AtLeast1 (var 3))) 24 [::]; Step (Elementary (AtLeast1 (var 4))) 4 [::]; Step (Elementary (AtLeast1 (log 0))) 7 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [:: 0%nat]]]] |}.

(* variables 0 = m, 1 = K, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_width_kernel : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (0)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 16); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 3, [::], 13); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 1)]];
    [:: [:: (var 1, [::], 1); (var 2, [::], 1); (var 3, [::], 12); (var 3, [:: 0%nat], 4); (var 4, [::], 4)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 8 [::]; Step (Elementary (AtLeast1 (var 3))) 3 [::]; Step (Elementary (AtLeast1 (log 0))) 6 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 7 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [::]; Step (Elementary (AtLeast1 (log 0))) 7 [::]]]] |}.

(* variables 0 = m, 1 = K, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_width_linear : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (0)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 16); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 16); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]]]] |}.

(* variables 0 = m, 1 = K, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_width_all_laws : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (2)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 20); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 3, [::], 3); (log 0, [::], 1)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 8 [::]; Step (Elementary (AtLeast1 (var 3))) 25 [::]; Step (Elementary (AtLeast1 (var 4))) 4 [::]; Step (Elementary (AtLeast1 (log 0))) 6 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [:: 0%nat]]]] |}.

(* variables 0 = m, 1 = K, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_width_all_chains : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (2)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 20); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 3, [::], 3); (log 0, [::], 1)]];
    [:: [:: (var 1, [::], 1); (var 2, [::], 1); (var 3, [::], 2)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 8 [::]; Step (Elementary (AtLeast1 (var 3))) 25 [::]; Step (Elementary (AtLeast1 (var 4))) 4 [::]; Step (Elementary (AtLeast1 (log 0))) 6 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [:: 0%nat]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 7 [::]; Step (Elementary (AtLeast1 (var 3))) 26 [::]; Step (Elementary (AtLeast1 (var 4))) 4 [::]; Step (Elementary (AtLeast1 (log 0))) 7 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [:: 0%nat]]]] |}.

(* variables 0 = m, 1 = K, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_width_all_counts : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (2)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 20); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 3, [::], 3); (log 0, [::], 3)]];
    [:: [:: (var 1, [::], 1); (var 2, [::], 3)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 8 [::]; Step (Elementary (AtLeast1 (var 3))) 25 [::]; Step (Elementary (AtLeast1 (var 4))) 4 [::]; Step (Elementary (AtLeast1 (log 0))) 4 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [:: 0%nat]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 5 [::]; Step (Elementary (AtLeast1 (var 3))) 28 [::]; Step (Elementary (AtLeast1 (var 4))) 4 [::]; Step (Elementary (AtLeast1 (log 0))) 7 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [:: 0%nat]]]] |}.

(* variables 0 = m, 1 = K, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_width_all_kernel : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (0)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 20); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 3, [::], 13); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 1)]];
    [:: [:: (var 1, [::], 1); (var 2, [::], 1); (var 3, [::], 12); (var 3, [:: 0%nat], 4); (var 4, [::], 4)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 8 [::]; Step (Elementary (AtLeast1 (var 3))) 7 [::]; Step (Elementary (AtLeast1 (log 0))) 6 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 7 [::]; Step (Elementary (AtLeast1 (var 3))) 8 [::]; Step (Elementary (AtLeast1 (log 0))) 7 [::]]]] |}.

(* variables 0 = m, 1 = K, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_width_all_linear : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (0)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 20); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)])];
  left_side := [:: [:: [:: (var 1, [::], 1); (var 2, [::], 8); (var 3, [::], 16); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)]];
    [:: [:: (var 1, [::], 1); (var 3, [::], 20); (var 3, [:: 0%nat], 4); (var 4, [::], 4); (log 0, [::], 7)]]];
  right_side := [:: [:: [:: (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 8 [::]]]] |}.

(* variables 0 = n, 1 = E, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_samples_fast : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (2)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 2); (var 3, [::], 3); (var 3, [:: 0%nat], 1)]);
    ([:: (var 3, [::], 1)], [:: (var 4, [::], 1)])];
  left_side := [:: [:: [:: (var 2, [::], 2); (var 3, [::], 1); (var 3, [:: 0%nat], 1); (var 4, [::], 2); (var 0, [::], -1)]];
    [:: [:: (var 2, [::], 1); (var 4, [::], 1); (var 0, [::], -1)]]];
  right_side := [:: [:: [:: (var 1, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 2 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 1 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [::]; Step (Elementary (AtLeast1 (var 3))) 1 [:: 0%nat]]]] |}.

(* variables 0 = n, 1 = E, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/2 *)
Local Definition wide_elman_samples_slow : certificate := {|
  unit_of_exponents := 2;
  bounds := [:: (2)];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 4); (var 2, [::], 8); (var 3, [::], 8); (var 3, [:: 0%nat], 4)]);
    ([:: (var 3, [::], 2)], [:: (var 4, [::], 2)])];
  left_side := [:: [:: [:: (var 2, [::], 4); (var 3, [:: 0%nat], 2); (var 4, [::], 4); (var 0, [::], -1)]];
    [:: [:: (var 2, [::], 2); (var 4, [::], 2); (var 0, [::], -2)]]];
  right_side := [:: [:: [:: (var 1, [::], -2)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 4 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 2 [::]; Step (Elementary (AtLeast1 (var 2))) 4 [::]; Step (Elementary (AtLeast1 (var 3))) 12 [::]; Step (Elementary (AtLeast1 (var 0))) 2 [::]; Step (Elementary (AtLeast1 (var 3))) 4 [:: 0%nat]]]] |}.

(* variables 0 = n, 1 = E, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_steps_all : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (0)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 2); (var 3, [::], 4); (var 3, [:: 0%nat], 1)]);
    ([:: (var 3, [::], 1)], [:: (var 4, [::], 1)])];
  left_side := [:: [:: [:: (var 2, [::], 2); (var 3, [::], 1); (var 3, [:: 0%nat], 1); (var 4, [::], 2); (var 0, [::], -1)]];
    [:: [:: (var 3, [::], 2); (var 3, [:: 0%nat], 1); (var 4, [::], 2); (var 0, [::], -1)]]];
  right_side := [:: [:: [:: (var 1, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 2 [::]; Step (Elementary (AtLeast1 (var 3))) 1 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 2 [::]; Step (Elementary (AtLeast1 (var 2))) 2 [::]]]] |}.

(* variables 0 = m, 1 = n, 2 = R; exponents in units of 1/2 *)
Local Definition wide_elman_rounded : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 4)])];
  left_side := [:: [:: [:: (var 2, [::], 2); (var 0, [::], -1); (var 1, [::], 2)]]];
  right_side := [:: [:: [:: (var 2, [::], 2)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]]]] |}.

(* variables 0 = m, 1 = K, 2 = R, 3 = T; exponents in units of 1/6 *)
Local Definition wide_elman_start_linear : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 6); (var 2, [::], 48); (var 3, [::], 150); (log 0, [::], 42)])];
  left_side := [:: [:: [:: (var 2, [::], 8); (var 3, [::], 25); (log 0, [::], 7); (var 0, [::], -1)]]];
  right_side := [:: [:: [:: (var 1, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 0)) 1 [::]]]] |}.

(* variables 0 = L, 1 = T, 2 = k, 3 = m; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_start_width : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (0)];
  conditions := [::];
  left_side := [:: [:: [:: (var 0, [::], 8); (var 1, [::], 25); (var 1, [:: 0%nat], 4); (var 2, [::], 4); (log 3, [::], 7)]]];
  right_side := [:: [:: [:: (var 0, [::], 8); (var 1, [::], 25); (var 1, [:: 0%nat], 4); (var 2, [::], 4); (log 3, [::], 7)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]]] |}.

(* variables 0 = n, 1 = E, 2 = L, 3 = T, 4 = k; parameters 0 = N; exponents in units of 1/1 *)
Local Definition wide_elman_start_samples : certificate := {|
  unit_of_exponents := 1;
  bounds := [:: (2)];
  conditions := [:: ([:: (var 0, [::], 1)], [:: (var 1, [::], 1); (var 2, [::], 2); (var 3, [::], 6); (var 3, [:: 0%nat], 1)]);
    ([:: (var 3, [::], 1)], [:: (var 4, [::], 1)])];
  left_side := [:: [:: [:: (var 2, [::], 2); (var 3, [::], 4); (var 3, [:: 0%nat], 1); (var 4, [::], 2); (var 0, [::], -1)]];
    [:: [:: (var 2, [::], 1); (var 4, [::], 1); (var 0, [::], -1)]]];
  right_side := [:: [:: [:: (var 1, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 2 [::]]];
    [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 1)) 1 [::]; Step (Elementary (AtLeast1 (var 2))) 1 [::]; Step (Elementary (AtLeast1 (var 3))) 7 [::]; Step (Elementary (AtLeast1 (var 3))) 1 [:: 0%nat]]]] |}.

(* variables 0 = m, 1 = D, 2 = T, 3 = n; exponents in units of 1/2 *)
Local Definition theorem_2_frozen : certificate := {|
  unit_of_exponents := 2;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 2)], [:: (var 1, [::], 4); (var 2, [::], 56); (var 3, [::], 2)])];
  left_side := [:: [:: [:: (var 2, [::], 28); (var 0, [::], -2); (var 3, [::], 1)]]];
  right_side := [:: [:: [:: (var 1, [::], -2); (var 0, [::], -1)]]];
  proofs := [:: [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 0)) 1 [::]]]] |}.

(* variables 0 = m, 1 = R, 2 = T, 3 = n; exponents in units of 1/6 *)
Local Definition C_least_width : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], -24); (var 2, [::], 360); (log 0, [::], 36); (var 3, [::], 18)]);
    ([:: (var 0, [::], 6)], [:: (var 1, [::], -60); (var 2, [::], 648); (log 0, [::], 36); (var 3, [::], 54)]);
    ([:: (var 0, [::], 6)], [:: (var 1, [::], -4); (var 3, [::], 6)])];
  left_side := [:: [:: [:: (var 1, [::], 12); (var 3, [::], 3)]];
    [:: [:: (var 1, [::], 8); (var 2, [::], 60); (log 0, [::], 6); (var 0, [::], -1); (var 3, [::], 6)]];
    [:: [:: (var 1, [::], 2); (var 2, [::], 108); (log 0, [::], 6); (var 0, [::], -1); (var 3, [::], 12)]];
    [:: [:: (var 1, [::], 6); (var 0, [::], -9); (var 3, [::], 12)]]];
  right_side := [:: [:: [:: (var 1, [::], 12); (var 3, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 0)) 1 [::]]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 1)) 1 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 2)) 3 [::]]]] |}.

(* variables 0 = m, 1 = R, 2 = T, 3 = n; exponents in units of 1/6 *)
Local Definition C_least_width_tight : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], -24); (var 2, [::], 360); (log 0, [::], 36); (var 3, [::], 18)]);
    ([:: (var 0, [::], 6)], [:: (var 1, [::], -12); (var 3, [::], 6)])];
  left_side := [:: [:: [:: (var 1, [::], 12); (var 3, [::], 3)]];
    [:: [:: (var 1, [::], 8); (var 2, [::], 60); (log 0, [::], 6); (var 0, [::], -1); (var 3, [::], 6)]];
    [:: [:: (var 1, [::], 6); (var 0, [::], -3); (var 3, [::], 6)]]];
  right_side := [:: [:: [:: (var 1, [::], 12); (var 3, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [::]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 0)) 1 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 1)) 1 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition D_least_width : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 96)]);
    ([:: (var 2, [::], 6)], [:: (var 0, [::], -72); (var 1, [::], 744); (log 2, [::], 36); (var 3, [::], 54)]);
    ([:: (var 2, [::], 6)], [:: (var 0, [::], -8); (var 1, [::], 32); (var 3, [::], 6)])];
  left_side := [:: [:: [:: (var 1, [::], 96); (var 3, [::], 3)]];
    [:: [:: (var 1, [::], 124); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 12)]];
    [:: [:: (var 1, [::], 48); (var 2, [::], -9); (var 3, [::], 12)]]];
  right_side := [:: [:: [:: (var 0, [::], 12); (var 3, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 1)) 1 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 2)) 3 [::]]]] |}.

(* variables 0 = R, 1 = T, 2 = m, 3 = n; exponents in units of 1/6 *)
Local Definition D_least_width_tight : certificate := {|
  unit_of_exponents := 6;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 6)], [:: (var 1, [::], 96)]);
    ([:: (var 2, [::], 6)], [:: (var 0, [::], -72); (var 1, [::], 744); (log 2, [::], 36); (var 3, [::], 18)]);
    ([:: (var 2, [::], 6)], [:: (var 0, [::], -24); (var 1, [::], 96); (var 3, [::], 6)])];
  left_side := [:: [:: [:: (var 1, [::], 96); (var 3, [::], 3)]];
    [:: [:: (var 1, [::], 124); (log 2, [::], 6); (var 2, [::], -1); (var 3, [::], 6)]];
    [:: [:: (var 1, [::], 48); (var 2, [::], -3); (var 3, [::], 6)]]];
  right_side := [:: [:: [:: (var 0, [::], 12); (var 3, [::], 3)]]];
  proofs := [:: [:: Leaf [:: 1] [:: 1] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 6 [::]]];
    [:: Leaf [:: 6] [:: 6] [:: Step (Elementary (Given 1)) 1 [::]]];
    [:: Leaf [:: 2] [:: 2] [:: Step (Elementary (Given 2)) 1 [::]]]] |}.

(* variables 0 = m, 1 = T, 2 = n, 3 = L; exponents in units of 1/3 *)
Local Definition E_one_input_tail : certificate := {|
  unit_of_exponents := 3;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 3)], [:: (var 1, [::], 18); (log 2, [::], 9)]);
    ([:: (var 0, [::], 3)], [:: (var 1, [::], 18); (log 1, [::], 9)]);
    ([:: (var 0, [::], 3)], [:: (var 3, [::], 9); (var 1, [::], 18)])];
  left_side := [:: [:: [:: (log 2, [::], 3)]];
    [:: [:: (log 1, [::], 3)]];
    [:: [:: (var 3, [::], 3)]]];
  right_side := [:: [:: [:: (var 1, [::], -6); (var 0, [::], 1)]]];
  proofs := [:: [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 0)) 1 [::]]];
    [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 1)) 1 [::]]];
    [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 2)) 1 [::]]]] |}.

(* variables 0 = m, 1 = T, 2 = L, 3 = d; exponents in units of 1/12288 *)
Local Definition E_all_inputs_tail : certificate := {|
  unit_of_exponents := 12288;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 12288)], [:: (var 1, [::], 110592)]);
    ([:: (var 0, [::], 12288)], [:: (var 2, [::], 36864); (var 1, [::], 73728)]);
    ([:: (var 1, [::], 12288)], [:: (var 3, [::], 12288)])];
  left_side := [:: [:: [:: (var 3, [::], 12288)]];
    [:: [:: (log 1, [::], 12288)]];
    [:: [:: (var 2, [::], 12288)]]];
  right_side := [:: [:: [:: (var 1, [::], -24576); (var 0, [::], 4096)]]];
  proofs := [:: [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 2)) 3 [::]]];
    [:: Leaf [:: 12288] [:: 12288] [:: Step (Elementary (Given 0)) 2731 [::]; Step (Elementary (AtLeast1 (var 0))) 16773120 [::]; Step (LogBelowPower 1 3) 12288 [::]]];
    [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 1)) 1 [::]]]] |}.

(* variables 0 = m, 1 = T, 2 = L, 3 = d; exponents in units of 1/12288 *)
Local Definition E_linearisation_tail : certificate := {|
  unit_of_exponents := 12288;
  bounds := [::];
  conditions := [:: ([:: (var 0, [::], 12288)], [:: (var 1, [::], 36864)]);
    ([:: (var 0, [::], 12288)], [:: (var 2, [::], 36864)]);
    ([:: (var 1, [::], 12288)], [:: (var 3, [::], 12288)])];
  left_side := [:: [:: [:: (var 3, [::], 12288)]];
    [:: [:: (log 1, [::], 12288)]];
    [:: [:: (var 2, [::], 12288)]]];
  right_side := [:: [:: [:: (var 0, [::], 4096)]]];
  proofs := [:: [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (Given 2)) 3 [::]]];
    [:: Leaf [:: 12288] [:: 12288] [:: Step (Elementary (Given 0)) 1 [::]; Step (Elementary (AtLeast1 (var 0))) 50319360 [::]; Step (LogBelowPower 1 3) 12288 [::]]];
    [:: Leaf [:: 3] [:: 3] [:: Step (Elementary (Given 1)) 1 [::]]]] |}.

Definition appendices : seq certificate :=
  [:: C_gradient_as_printed;
   C_gradient_corrected;
   C_eq_29_middle;
   C_eq_29;
   C_travel;
   C_rounding_norm_corrected;
   C_in_the_ball;
   C_eq_37_start;
   C_eq_37_gradients;
   C_eq_38_linearisation;
   C_eq_38_rounding_corrected;
   C_eq_38;
   C_eq_38_total;
   C_eq_39;
   C_eq_39_tight;
   C_width_corrected;
   C_width_corrected_tight;
   C_eq_40;
   C_eq_41;
   C_eq_41_end;
   C_loss_bound;
   C_eq_51;
   C_eq_24;
   C_converse_rounding_norm;
   C_converse_eq_39;
   C_converse_eq_38_linearisation;
   C_converse_eq_38_linearisation_back;
   D_eq_53;
   D_eq_53_radius;
   D_eq_53_width_corrected;
   D_eq_58;
   D_eq_58_travel;
   D_in_the_ball;
   D_eq_64_rounding;
   D_eq_65_start;
   D_eq_66_linearisation;
   D_eq_66;
   D_eq_67;
   D_eq_67_tight;
   D_width_as_printed_tight;
   D_width_corrected;
   D_width_corrected_tight;
   D_eq_68;
   D_eq_52;
   E_eq_75_corrected;
   E_eq_75_exact;
   E_gradient_T8_proved;
   E_gradient_T8;
   E_gradient_T5;
   E_polynomial_gradients;
   E_union_exponent;
   lemma_4_gradient;
   lemma_4_ball;
   lemma_4_regret;
   lemma_4_loss;
   lemma_4_bound;
   theorem_2_radius;
   theorem_2_end_to_end;
   theorem_2_width_0;
   theorem_2_width_1;
   theorem_2_width_2;
   theorem_2_width_3;
   theorem_2_width_4;
   theorem_2_width_5;
   theorem_2_width_6;
   printed_theorem_2_with_the_factor;
   printed_theorem_2_samples_polynomial;
   printed_theorem_2_phi_at_least;
   finite_width_norms;
   finite_width_forward;
   finite_width_masks;
   finite_width_seen;
   finite_width_transport;
   finite_width_equal_depths;
   finite_width_unequal_depths;
   finite_width_kernel;
   finite_width_kernel_width;
   finite_width_kernel_width_masks;
   stability_blocks;
   stability_sparse;
   stability_rows;
   stability_moved;
   stability_flipped;
   stability_few;
   stability_changed;
   stability_deviation;
   stability_eighth;
   stability_gradient;
   wide_elman_width_laws;
   wide_elman_width_chains;
   wide_elman_width_counts;
   wide_elman_width_kernel;
   wide_elman_width_linear;
   wide_elman_width_all_laws;
   wide_elman_width_all_chains;
   wide_elman_width_all_counts;
   wide_elman_width_all_kernel;
   wide_elman_width_all_linear;
   wide_elman_samples_fast;
   wide_elman_samples_slow;
   wide_elman_steps_all;
   wide_elman_rounded;
   wide_elman_start_linear;
   wide_elman_start_width;
   wide_elman_start_samples;
   theorem_2_frozen;
   C_least_width;
   C_least_width_tight;
   D_least_width;
   D_least_width_tight;
   E_one_input_tail;
   E_all_inputs_tail;
   E_linearisation_tail].

Theorem appendices_hold (c : certificate) : List.In c appendices -> claim c.
Proof. by apply: accepted_certificates_prove; vm_compute. Qed.
