<?php
declare( strict_types=1 );

namespace SorsApi\Simulation\Mutants;

use PhpParser\Node;

/** Mutants of the conditions of statements that stand in strings. */
final class Sql {

	/** A column or a variable, perhaps of a table. Possessive: a part of a function's name is none. */
	private const OPERAND = '(?:\{\$[^}]++\}|\$\w++|[A-Za-z_]\w*+)(?:\.(?:\{\$[^}]++\}|\w++))?+';

	private const OPPOSITES = [
		'='           => '<>',
		'<>'          => '=',
		'<'           => '<=',
		'<='          => '<',
		'>'           => '>=',
		'>='          => '>',
		'IN'          => 'NOT IN',
		'NOT IN'      => 'IN',
		'IS NULL'     => 'IS NOT NULL',
		'IS NOT NULL' => 'IS NULL',
	];

	private Source $source;

	public function __construct( Source $source ) {
		$this->source = $source;
	}

	/** @param Node $text A string, with or without variables in it. */
	public function conditions( Node $text ): void {
		$raw = $this->source->text( $text );
		if ( 1 !== preg_match( '/\b(?:WHERE|ON|HAVING|AND|OR|WHEN)\s/', $raw, $keyword, PREG_OFFSET_CAPTURE ) ) {
			return;
		}
		// What comes before is no condition, but for a part of one: "a = b AND c = d".
		$start   = 1 === preg_match( '/\b(?:SELECT|UPDATE|DELETE|INSERT|FROM|JOIN|SET)\s/', substr( $raw, 0, $keyword[0][1] ) ) ? $keyword[0][1] : 0;
		$operand = self::OPERAND;
		$pattern = "/(?<![\w.>\$'%}])$operand\s+(?:(?<op>NOT IN|IN)\s*\([^()]*+\)|(?<null>IS (?:NOT )?NULL)|(?<cmp><=|>=|<>|=|<|>)\s*(?:%[dsf]|\\\\?'[^']*+'|\d++|$operand)(?!\s*[-+*\/(.]))/";
		preg_match_all( $pattern, $raw, $matches, PREG_SET_ORDER | PREG_OFFSET_CAPTURE, $start );
		foreach ( $matches as $match ) {
			[ $condition, $offset ] = $match[0];
			$at                     = $text->getStartFilePos() + $offset;
			$this->source->replaceAt( $at, $condition, "( $condition OR 1 = 1 )" );
			foreach ( [ 'op', 'null', 'cmp' ] as $kind ) {
				$operator = $match[ $kind ] ?? [ '', -1 ];
				if ( $operator[1] >= 0 && isset( self::OPPOSITES[ $operator[0] ] ) ) {
					$this->source->replaceAt( $text->getStartFilePos() + $operator[1], $operator[0], self::OPPOSITES[ $operator[0] ], $condition );
				}
			}
		}
	}
}
