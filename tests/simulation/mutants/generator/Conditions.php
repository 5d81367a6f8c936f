<?php
declare( strict_types=1 );

namespace SorsApi\Simulation\Mutants;

use PhpParser\Node\Expr;
use PhpParser\Node\Expr\BinaryOp;
use PhpParser\Node\Expr\BooleanNot;

/** Mutants of what is true or false: comparisons, and conditions as wholes. */
final class Conditions {

	private const COMPARISONS = [
		BinaryOp\Identical::class      => [ '===' => '!==' ],
		BinaryOp\NotIdentical::class   => [ '!==' => '===' ],
		BinaryOp\Equal::class          => [ '==' => '!=' ],
		BinaryOp\NotEqual::class       => [ '!=' => '==' ],
		BinaryOp\Smaller::class        => [ '<' => '<=' ],
		BinaryOp\SmallerOrEqual::class => [ '<=' => '<' ],
		BinaryOp\Greater::class        => [ '>' => '>=' ],
		BinaryOp\GreaterOrEqual::class => [ '>=' => '>' ],
		BinaryOp\BooleanAnd::class     => [ '&&' => '||' ],
		BinaryOp\BooleanOr::class      => [ '||' => '&&' ],
	];

	private Source $source;

	public function __construct( Source $source ) {
		$this->source = $source;
	}

	public function operator( BinaryOp $node ): void {
		foreach ( self::COMPARISONS[ get_class( $node ) ] ?? [] as $from => $to ) {
			$after = $node->left->getEndFilePos() + 1;
			$at    = strpos( $this->source->code, $from, $after );
			// Not even a test meets a deadline to the microsecond.
			$isClock = 0 === strpos( $this->source->text( $node->left ), 'microtime(' );
			if ( false !== $at && $at < $node->right->getStartFilePos() && ! $isClock ) {
				$this->source->replaceAt( $at, $from, $to, $this->source->text( $node ) );
			}
		}
		if ( $node instanceof BinaryOp\BooleanAnd || $node instanceof BinaryOp\BooleanOr ) {
			// Each part as if it were not there.
			foreach ( [ $node->left, $node->right ] as $part ) {
				if ( ! self::asksForType( $part ) ) {
					$this->source->replace( $part, $node instanceof BinaryOp\BooleanAnd ? 'true' : 'false' );
				}
			}
		}
	}

	/** @param bool $isLoop One that never ends finds itself. */
	public function whole( Expr $condition, bool $isLoop = false ): void {
		if ( self::asksForType( $condition ) ) {
			return;
		}
		$this->source->replace( $condition, 'false' );
		if ( $isLoop ) {
			return;
		}
		$this->source->replace( $condition, 'true' );
		if ( $condition instanceof BooleanNot ) {
			$this->source->replace( $condition, $this->source->text( $condition->expr ) );
		} elseif ( ! isset( self::COMPARISONS[ get_class( $condition ) ] ) || $condition instanceof BinaryOp\BooleanAnd || $condition instanceof BinaryOp\BooleanOr ) {
			// The opposite of a comparison is had by its operator already, or lies close enough.
			$this->source->replace( $condition, '! ( ' . $this->source->text( $condition ) . ' )' );
		}
	}

	/** What only keeps wrong types away ends in a TypeError without it, which no history is needed to see. */
	private static function asksForType( Expr $condition ): bool {
		if ( $condition instanceof BooleanNot ) {
			return self::asksForType( $condition->expr );
		}
		return $condition instanceof Expr\Instanceof_
			|| ( $condition instanceof Expr\FuncCall && $condition->name instanceof \PhpParser\Node\Name && 0 === strpos( $condition->name->toString(), 'is_' ) );
	}
}
