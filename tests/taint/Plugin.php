<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Taint;

use PhpParser\Node\Expr;
use PhpParser\Node\Expr\BinaryOp\Concat;
use PhpParser\Node\Expr\FuncCall;
use PhpParser\Node\InterpolatedStringPart;
use PhpParser\Node\Name;
use PhpParser\Node\Scalar\InterpolatedString;
use PhpParser\Node\Scalar\String_;
use Psalm\Codebase;
use Psalm\CodeLocation;
use Psalm\Plugin\EventHandler\AfterCodebasePopulatedInterface;
use Psalm\Plugin\EventHandler\AfterExpressionAnalysisInterface;
use Psalm\Plugin\EventHandler\Event\AddRemoveTaintsEvent;
use Psalm\Plugin\EventHandler\Event\AfterCodebasePopulatedEvent;
use Psalm\Plugin\EventHandler\Event\AfterExpressionAnalysisEvent;
use Psalm\Plugin\EventHandler\RemoveTaintsInterface;
use Psalm\StatementsSource;
use Psalm\Type\TaintKind;
use SorsApi\Database\Sql;
use SorsApi\Sors\Record;

'cli' === PHP_SAPI || exit;

require_once __DIR__ . '/Rules.php';

/**
 * What no annotation can say: that every field of a record comes from SORS, and that what stands in data-tip becomes HTML
 * after the browser has decoded it once, so that only text which is escaped twice is harmless there.
 */
final class Plugin implements AfterCodebasePopulatedInterface, AfterExpressionAnalysisInterface, RemoveTaintsInterface {

	public const TAINT = 'tooltip';

	private const ENDS_IN_TIP = '/\bdata-tip=["\']$/';

	/** What our own parameters are, by their names. Each call is a sink, or the first dangerous one would hide all others behind the one query that they end in. */
	private const SINKS = [
		'sql'       => TaintKind::INPUT_SQL,
		'where'     => TaintKind::INPUT_SQL,
		'condition' => TaintKind::INPUT_SQL,
		'baseUrl'   => TaintKind::INPUT_SSRF,
	];

	public static function afterCodebasePopulated( AfterCodebasePopulatedEvent $event ): void {
		$codebase = $event->getCodebase();
		Rules::apply( $codebase );
		foreach ( $codebase->classlike_storage_provider->getAll() as $class ) {
			if ( 0 !== strpos( $class->name, 'SorsApi\\' ) ) {
				continue;
			}
			foreach ( $class->methods as $method ) {
				foreach ( $method->params as $param ) {
					$param->sinks |= self::SINKS[ $param->name ] ?? 0;
				}
			}
			// A record's constructor sets properties by their names, which psalm does not follow.
			if ( isset( $class->parent_classes[ strtolower( Record::class ) ] ) && null !== $codebase->taint_flow_graph ) {
				foreach ( array_keys( $class->properties ) as $property ) {
					$node = $codebase->getTaintPropertyNode( $class->name . '::$' . $property );
					$codebase->taint_flow_graph->addSource( $node->setTaints( $codebase->getInputTaints() ) );
				}
			}
		}
		// What one call puts in comes out of that call alone.
		$codebase->classlike_storage_provider->get( Sql::class )->methods['prepare']->specialize_call = true;
	}

	public static function afterExpressionAnalysis( AfterExpressionAnalysisEvent $event ): ?bool {
		foreach ( self::tips( $event->getExpr() ) as $tip ) {
			self::sink( $tip, $event->getStatementsSource(), $event->getCodebase() );
		}
		return null;
	}

	/** @return list<Expr> What is put into data-tip="…". */
	private static function tips( Expr $expr ): array {
		$tips  = [];
		$parts = $expr instanceof InterpolatedString ? $expr->parts : self::operands( $expr );
		foreach ( $parts as $at => $part ) {
			$before = $parts[ $at - 1 ] ?? null;
			if ( $part instanceof Expr && ( $before instanceof InterpolatedStringPart || $before instanceof String_ ) && 1 === preg_match( self::ENDS_IN_TIP, $before->value ) ) {
				$tips[] = $part;
			}
		}
		$format = self::isCall( $expr, [ 'sprintf', 'printf' ] ) ? $expr->getArgs()[0]->value ?? null : null;
		if ( $format instanceof String_ ) {
			$text     = str_replace( '%%', '', $format->value );
			$texts    = (array) preg_split( '/%[a-zA-Z]/', $text );
			$numbered = 1 === preg_match( '/%\d+\$/', $text );
			foreach ( array_slice( $expr->getArgs(), 1 ) as $at => $argument ) {
				// Numbered ones may stand anywhere.
				if ( $numbered ? false !== strpos( $text, 'data-tip=' ) : 1 === preg_match( self::ENDS_IN_TIP, $texts[ $at ] ?? '' ) ) {
					$tips[] = $argument->value;
				}
			}
		}
		return $tips;
	}

	/** @return list<Expr> What a chain of dots joins. */
	private static function operands( Expr $expr ): array {
		return $expr instanceof Concat ? array_merge( self::operands( $expr->left ), self::operands( $expr->right ) ) : [ $expr ];
	}

	private static function sink( Expr $tip, StatementsSource $source, Codebase $codebase ): void {
		$type  = $source->getNodeTypeProvider()->getType( $tip );
		$place = new CodeLocation( $source, $tip );
		$sink  = null === $type ? null : $codebase->addTaintSink( 'data-tip at ' . $place->getHash(), $place, $codebase->getOrRegisterTaint( self::TAINT ) );
		if ( null !== $sink ) {
			$codebase->addTaintPath( $source, $codebase->getTaintNode( $source, 'data-tip', $place, $type ), $sink );
		}
	}

	/** Escaped once and once more: esc_html() and esc_attr() leave alone what is escaped, htmlspecialchars() does not. */
	public static function removeTaints( AddRemoveTaintsEvent $event ): int {
		$outer = $event->getExpr();
		if ( ! self::isCall( $outer, [ 'htmlspecialchars' ] ) || count( $outer->getArgs() ) > 3 ) {
			return 0;
		}
		$inner = $outer->getArgs()[0]->value ?? null;
		return self::isCall( $inner, [ 'htmlspecialchars', 'esc_html', 'esc_attr' ] ) ? (int) $event->getCodebase()->getOrRegisterTaint( self::TAINT ) : 0;
	}

	/**
	 * @param list<string> $names
	 *
	 * @phpstan-assert-if-true FuncCall $expr
	 */
	private static function isCall( ?object $expr, array $names ): bool {
		return $expr instanceof FuncCall && $expr->name instanceof Name && in_array( $expr->name->toLowerString(), $names, true ) && ! $expr->isFirstClassCallable();
	}
}
