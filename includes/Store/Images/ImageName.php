<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

/** Pure: what a picture is called in the shop, whatever it was called before. */
final class ImageName {

	private const LONGEST = 60;

	private const LETTERS = [
		'а' => 'a',
		'б' => 'b',
		'в' => 'v',
		'г' => 'g',
		'д' => 'd',
		'ђ' => 'dj',
		'е' => 'e',
		'ж' => 'z',
		'з' => 'z',
		'и' => 'i',
		'ј' => 'j',
		'к' => 'k',
		'л' => 'l',
		'љ' => 'lj',
		'м' => 'm',
		'н' => 'n',
		'њ' => 'nj',
		'о' => 'o',
		'п' => 'p',
		'р' => 'r',
		'с' => 's',
		'т' => 't',
		'ћ' => 'c',
		'у' => 'u',
		'ф' => 'f',
		'х' => 'h',
		'ц' => 'c',
		'ч' => 'c',
		'џ' => 'dz',
		'ш' => 's',
		'č' => 'c',
		'ć' => 'c',
		'ž' => 'z',
		'š' => 's',
		'đ' => 'dj',
	];

	/**
	 * The same name for the same picture each time: an attempt that was cut off leaves a file, which the next one overwrites.
	 *
	 * @param string $product Its name, as a person reads it.
	 * @param string $hash    Of the content.
	 */
	public static function file( string $product, string $hash, string $kind ): string {
		$plain = strtr( mb_strtolower( $product, 'UTF-8' ), self::LETTERS );
		$plain = trim( (string) preg_replace( '/[^a-z0-9]+/', '-', $plain ), '-' );
		$plain = trim( (string) substr( $plain, 0, self::LONGEST ), '-' );
		return ( '' === $plain ? 'product' : $plain ) . '-' . substr( $hash, 0, 12 ) . '.' . ImageKind::EXTENSIONS[ $kind ];
	}

	/** What is read out in its place. WordPress strips tags when it shows it, and escapes the rest. */
	public static function alt( string $product ): string {
		return str_replace( [ '<', '>' ], [ '&lt;', '&gt;' ], $product );
	}
}
