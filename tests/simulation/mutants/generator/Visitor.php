<?php
declare( strict_types=1 );

namespace SorsApi\Simulation\Mutants;

use PhpParser\Node;
use PhpParser\Node\Expr;
use PhpParser\Node\Scalar;
use PhpParser\Node\Stmt;
use PhpParser\NodeVisitor;
use PhpParser\NodeVisitorAbstract;

'cli' === PHP_SAPI || exit;

/**
 * Finds what can be changed. Left out is what changes nothing that the plugin does: calls of the log (except its guard,
 * which runs what it is given), words for people, questions for a type, whether a search in a list is strict, and whether
 * an option is loaded with every page.
 */
final class Visitor extends NodeVisitorAbstract {

	/** Functions of WordPress and PHP that only make words. */
	private const WORDS = [ '__', '_n', '_x', '_nx', 'esc_html__', 'number_format_i18n' ];

	/** From here on one more or less is nothing that anybody could see: seconds, bytes, rows at once. */
	private const LARGE = 10;

	private Source $source;
	private Conditions $conditions;
	private Sql $sql;

	public function __construct( Source $source ) {
		$this->source     = $source;
		$this->conditions = new Conditions( $source );
		$this->sql        = new Sql( $source );
	}

	/** @return int|null */
	public function enterNode( Node $node ) {
		if ( $node instanceof Stmt\ClassMethod ) {
			$this->source->method = $node->name->toString();
		}
		if ( $node instanceof Stmt\Declare_ || self::isLog( $node ) || self::isWords( $node ) ) {
			return NodeVisitor::DONT_TRAVERSE_CHILDREN;
		}
		if ( self::hasFlag( $node ) ) {
			array_splice( $node->args, 2 );
		}
		if ( $node instanceof Expr\BinaryOp ) {
			$this->conditions->operator( $node );
		} elseif ( $node instanceof Stmt\If_ || $node instanceof Stmt\ElseIf_ || ( $node instanceof Expr\Ternary && ! self::choosesWords( $node ) ) ) {
			$this->conditions->whole( $node->cond );
		} elseif ( $node instanceof Stmt\While_ ) {
			$this->conditions->whole( $node->cond, true );
		} elseif ( $node instanceof Scalar\Int_ ) {
			$this->integer( $node );
		} elseif ( $node instanceof Expr\ConstFetch && in_array( $node->name->toLowerString(), [ 'true', 'false' ], true ) ) {
			$this->source->replace( $node, 'true' === $node->name->toLowerString() ? 'false' : 'true' );
		} elseif ( $node instanceof Scalar\String_ || $node instanceof Scalar\InterpolatedString ) {
			$this->source->isSql = true;
			$this->sql->conditions( $node );
			$this->source->isSql = false;
		}
		return null;
	}

	/** @return null */
	public function leaveNode( Node $node ) {
		if ( $node instanceof Stmt\ClassMethod ) {
			$this->source->method = '';
		}
		return null;
	}

	private function integer( Scalar\Int_ $node ): void {
		$this->source->replace( $node, (string) ( $node->value < self::LARGE ? $node->value + 1 : 2 * $node->value ) );
		if ( 1 === $node->value ) {
			$this->source->replace( $node, '0' );
		}
	}

	private static function isLog( Node $node ): bool {
		return $node instanceof Expr\StaticCall
			&& $node->class instanceof Node\Name && 'Log' === $node->class->getLast()
			&& ! ( $node->name instanceof Node\Identifier && 'guard' === $node->name->toString() );
	}

	/** Lists hold values of one type, and an option is the same however it is loaded. */
	private static function hasFlag( Node $node ): bool {
		return $node instanceof Expr\FuncCall && $node->name instanceof Node\Name && in_array( $node->name->toString(), [ 'in_array', 'array_search', 'update_option' ], true );
	}

	private static function isWords( Node $node ): bool {
		return $node instanceof Expr\FuncCall && $node->name instanceof Node\Name && in_array( $node->name->toString(), self::WORDS, true );
	}

	private static function choosesWords( Expr\Ternary $node ): bool {
		return null !== $node->if && self::areWords( $node->if ) && self::areWords( $node->else );
	}

	private static function areWords( Expr $value ): bool {
		if ( $value instanceof Expr\BinaryOp\Concat ) {
			return self::areWords( $value->left ) || self::areWords( $value->right );
		}
		if ( $value instanceof Expr\FuncCall && $value->name instanceof Node\Name && 'sprintf' === $value->name->toString() ) {
			return true;
		}
		return self::isWords( $value );
	}
}
